using CsCheck;
using Npgsql;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class ConnectionStringMaskTests
{
    [Theory]
    [InlineData("Host=h;Password=a b,c;Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Host=h;Password=a,b=c;Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Password=a,b=c;Host=h", "Password=********;Host=h")]
    [InlineData("Host=h;Password=\"a;b\";Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Host=h;Password='a;\"b';Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Host=h;Password='a'';b';Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Host=h;Password=\"a\"\";b\";Database=d", "Host=h;Password=********;Database=d")]
    [InlineData("Host=h;PASSWORD = a ;Database=d", "Host=h;PASSWORD = ********;Database=d")]
    [InlineData("Host=h;pwd=a;PSW=b", "Host=h;pwd=********;PSW=********")]
    [InlineData("Host=h;SSL Password=a b;SslPassword=c", "Host=h;SSL Password=********;SslPassword=********")]
    [InlineData("Host=h;Passfile=/root/.pgpass;Username=u", "Host=h;Passfile=/root/.pgpass;Username=u")]
    [InlineData("localhost:6379,password=a;b c,ssl=true", "localhost:6379,password=********,ssl=true")]
    [InlineData("localhost:6379, password=abc", "localhost:6379, password=********")]
    [InlineData("password=abc,ssl=true", "password=********,ssl=true")]
    [InlineData("postgresql://u:p@h:5432/d", "postgresql://********@h:5432/d")]
    [InlineData("redis://:p@ss@h:6379", "redis://********@h:6379")]
    [InlineData("https://h/v1?a=b&api_key=xyz&c=d", "https://h/v1?a=b&api_key=********&c=d")]
    [InlineData("https://h/users/me@example.org", "https://h/users/me@example.org")]
    [InlineData("password authentication failed for user \"u\"", "password authentication failed for user \"u\"")]
    public void A_password_is_masked_and_the_rest_stays(string text, string masked) =>
        Assert.Equal(masked, Redactor.MaskConnectionString(text));

    [Fact]
    public void Whatever_the_password_Npgsqls_own_connection_string_does_not_show_it() =>
        Gen.String[Gen.Char["abAB01 ;,='\"\\/+%&#@:"], 4, 16].Sample(password =>
        {
            string text = new NpgsqlConnectionStringBuilder { Host = "db", Password = password, Database = "d", SslPassword = password }.ConnectionString;
            string masked = Redactor.MaskConnectionString(text);
            return new NpgsqlConnectionStringBuilder(masked) is { Host: "db", Database: "d", Password: Redactor.Mask, SslPassword: Redactor.Mask };
        });
}
