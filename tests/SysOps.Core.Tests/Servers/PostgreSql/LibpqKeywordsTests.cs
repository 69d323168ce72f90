using System.ComponentModel;
using System.Reflection;
using Npgsql;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Core.Tests.Servers.PostgreSql;

public sealed class LibpqKeywordsTests
{
    [Fact]
    public void Every_keyword_of_npgsql_has_its_fate_and_there_is_none_that_npgsql_does_not_know()
    {
        string[] keywords =
        [
            .. typeof(NpgsqlConnectionStringBuilder).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName).OfType<string>().Order(StringComparer.Ordinal),
        ];

        Assert.Equal(keywords, LibpqKeywords.All.Keys.Order(StringComparer.Ordinal));
        Assert.True(keywords.Length > 50);
    }

    [Theory]
    [InlineData("Host=db;Port=5433", "PGHOST=db PGPORT=5433")]
    [InlineData("Host=a,b:6000,[::1]:7000", "PGHOST=a,b,::1 PGPORT=5432,6000,7000")]
    [InlineData("Host=/run/postgresql", "PGHOST=/run/postgresql PGPORT=5432")]
    [InlineData("Host=@abstract", "PGHOST=@abstract PGPORT=5432")]
    [InlineData("Database=a b=c;Username=u", "PGDATABASE=a b=c PGUSER=u")]
    [InlineData("SSL Mode=Disable", "PGSSLMODE=disable")]
    [InlineData("SSL Mode=Allow", "PGSSLMODE=allow")]
    [InlineData("SSL Mode=Prefer", "PGSSLMODE=prefer")]
    [InlineData("SSL Mode=Require", "PGSSLMODE=require")]
    [InlineData("SSL Mode=VerifyCA;Root Certificate=/ca.pem", "PGSSLMODE=verify-ca PGSSLROOTCERT=/ca.pem")]
    [InlineData("SSL Mode=VerifyFull;Root Certificate=/ca.pem", "PGSSLMODE=verify-full PGSSLROOTCERT=/ca.pem")]
    [InlineData("SSL Certificate=/c.pem;SSL Key=/k.pem", "PGSSLCERT=/c.pem PGSSLKEY=/k.pem")]
    [InlineData("SSL Certificate=/both.pem", "PGSSLCERT=/both.pem PGSSLKEY=/both.pem")]
    [InlineData("SSL Negotiation=Direct;SSL Mode=Require", "PGSSLMODE=require PGSSLNEGOTIATION=direct")]
    [InlineData("GSS Encryption Mode=Require;Kerberos Service Name=pg", "PGGSSENCMODE=require PGKRBSRVNAME=pg")]
    [InlineData("Channel Binding=Require;Require Auth=ScramSHA256, GSS,None", "PGCHANNELBINDING=require PGREQUIREAUTH=scram-sha-256,gss,none")]
    [InlineData("Target Session Attributes=prefer-standby;Load Balance Hosts=true", "PGLOADBALANCEHOSTS=random PGTARGETSESSIONATTRS=prefer-standby")]
    [InlineData("Application Name=x y;Timeout=7;Passfile=/p", "PGAPPNAME=x y PGCONNECT_TIMEOUT=7 PGPASSFILE=/p")]
    [InlineData("Pooling=false;Client Encoding=LATIN1;Command Timeout=3;Keepalive=5", "")]
    public void What_the_connection_string_says_becomes_a_variable(string text, string expected) => Assert.Equal(expected, Variables(LibpqKeywords.Map(new NpgsqlConnectionStringBuilder(text), 17)));

    [Fact]
    public void Options_the_search_path_and_the_time_zone_become_options_and_later_ones_count()
    {
        LibpqSettings settings = LibpqKeywords.Map(new NpgsqlConnectionStringBuilder { Options = "-c a=b", SearchPath = @"x, y\z", Timezone = "Europe/Berlin" }, 15);
        settings.AddOption("timezone", "UTC");

        Assert.EndsWith(" -c timezone=UTC", settings.Options, StringComparison.Ordinal);
        Assert.Contains("-c a=b", settings.Options, StringComparison.Ordinal);
        Assert.Contains(@"-c search_path=x,\ y\\z", settings.Options, StringComparison.Ordinal);
        Assert.Contains("-c timezone=Europe/Berlin", settings.Options, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifying_without_an_own_authority_trusts_what_the_system_trusts()
    {
        LibpqSettings settings = LibpqKeywords.Map(new NpgsqlConnectionStringBuilder("SSL Mode=VerifyFull"), 15);

        Assert.True(File.Exists(settings.Variables["PGSSLROOTCERT"]));
    }

    [Theory]
    [InlineData("Check Certificate Revocation=true", 17, "Check Certificate Revocation")]
    [InlineData("SSL Certificate=/c.pfx", 17, "SSL Certificate")]
    [InlineData("SSL Negotiation=Direct", 16, "SSL Negotiation")]
    [InlineData("Require Auth=ScramSHA256", 15, "Require Auth")]
    [InlineData("Target Session Attributes=prefer-primary", 17, "Target Session Attributes")]
    [InlineData("Include Realm=false", 17, "Include Realm")]
    [InlineData("SSL Password=x", 12, "SSL Password")]
    public void What_cannot_be_handed_over_is_an_error_that_names_it(string text, int major, string keyword)
    {
        SysOpsException error = Assert.Throws<SysOpsException>(() => LibpqKeywords.Map(new NpgsqlConnectionStringBuilder(text), major));

        Assert.Equal(ErrorCatalogue.DatabaseSettingInvalid, error.Id);
        Assert.Contains($"'{keyword}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_go_into_private_files_and_are_gone_with_them()
    {
        LibpqSettings settings = LibpqKeywords.Map(new NpgsqlConnectionStringBuilder { Password = @"a:b\c", SslPassword = "key secret", TcpKeepAlive = true, TcpKeepAliveTime = 30 }, 15);
        string passwords;
        using (LibpqFolder folder = LibpqFolder.Create(settings))
        {
            passwords = folder.Environment["PGPASSFILE"];
            Assert.Equal("*:*:*:*:a\\:b\\\\c\n", File.ReadAllText(passwords));
            Assert.Equal("[sysops]\nkeepalives=1\nkeepalives_idle=30\nsslpassword=key secret\n", string.Join('\n', File.ReadAllLines(folder.Environment["PGSERVICEFILE"]).Order(StringComparer.Ordinal)) + "\n");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(passwords));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(passwords)!));
            Assert.DoesNotContain(folder.Environment, variable => variable.Value.Contains("secret", StringComparison.Ordinal) || variable.Value.Contains(@"a:b\c", StringComparison.Ordinal));

            // Another run sweeps what was left behind, and not this one, which is in use.
            using LibpqFolder other = LibpqFolder.Create(settings);
            Assert.True(File.Exists(passwords));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(passwords)));
    }

    [Fact]
    public void A_folder_that_a_killed_process_left_is_swept_by_the_next_one()
    {
        string parent = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) ? runtime : Path.GetTempPath();
        string left = Path.Combine(parent, "sysops-libpq-left" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "passwords"), "secret");
        File.WriteAllText(Path.Combine(left, "lock"), "");

        LibpqFolder.Create(new LibpqSettings(15)).Dispose();

        Assert.False(Directory.Exists(left));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_password_that_fits_in_no_line_is_refused(string password) => Assert.Equal(ErrorCatalogue.DatabaseSettingInvalid, Assert.Throws<SysOpsException>(() => LibpqFolder.PasswordLine(password)).Id);

    [Fact]
    public void What_npgsql_would_take_from_the_environment_is_written_out_and_never_before_what_is_configured()
    {
        var redactor = new Redactor();
        NpgsqlConnectionStringBuilder full = PostgreSqlConnectionString.WithEnvironment(
            new NpgsqlConnectionStringBuilder("Host=h;Username=configured"), name => name switch { "PGUSER" => "other", "PGPASSWORD" => "pw-of-environment", "PGSSLROOTCERT" => "/ca", _ => null }, redactor);

        Assert.Equal(("configured", "pw-of-environment", "/ca"), (full.Username, full.Password, full.RootCertificate));
        Assert.DoesNotContain("pw-of-environment", redactor.Redact("it is pw-of-environment"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("primary", false, false, true)]
    [InlineData("primary", true, true, false)]
    [InlineData("standby", true, true, true)]
    [InlineData("read-write", false, true, false)]
    [InlineData("read-only", false, true, true)]
    [InlineData(null, true, true, true)]
    public void The_sort_of_server_is_judged_as_libpq_does(string? wanted, bool standby, bool readOnly, bool met) => Assert.Equal(met, SessionTarget.Parse(wanted).IsMetBy(standby, readOnly));

    private static string Variables(LibpqSettings settings) => string.Join(' ', settings.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}"));
}
