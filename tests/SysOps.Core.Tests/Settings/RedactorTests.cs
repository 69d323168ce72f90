using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class RedactorTests
{
    private const string Mask = Redactor.Mask;

    // What passwords are made of, half a surrogate pair as well; without the mask's own character, which is in every masked text.
    private static readonly Gen<string> Secret = Gen.String[Gen.Char["abAB01 ;,='\"\\/+%&#@:äé\ud83d"], 4, 12];

    [Fact]
    public void A_secret_is_masked_wherever_it_stands()
    {
        Assert.Equal($"a {Mask}, b{Mask}c", Knowing("hunter2").Redact("a hunter2, bhunter2c"));
        Assert.Equal("nothing here", Knowing("hunter2").Redact("nothing here"));
        Assert.Equal("as it was", Knowing("").Redact("as it was"));
    }

    [Fact]
    public void The_forms_in_which_it_travels_are_masked_too()
    {
        const string Password = "p&ß \"x'+/ö";
        Redactor redactor = Knowing(Password);
        string[] forms =
        [
            Uri.EscapeDataString(Password),
            WebUtility.UrlEncode(Password),
            JsonSerializer.Serialize(Password).Trim('"'),
            Password.Replace("'", "''", StringComparison.Ordinal),
            Password.Replace("\"", "\"\"", StringComparison.Ordinal),
        ];
        Assert.All(forms, form => Assert.Equal($"<{Mask}>", redactor.Redact($"<{form}>")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("us:")]
    [InlineData("user:")]
    public void Base64_of_a_pair_with_it_cannot_be_read_back(string before)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + "correct horse"));
        string masked = Knowing("correct horse").Redact($"Authorization: Basic {encoded}");
        Assert.Contains(Mask, masked, StringComparison.Ordinal);
        Assert.True(masked.Replace(Mask, "", StringComparison.Ordinal).Length <= "Authorization: Basic ".Length + before.Length + 8, masked);
    }

    [Fact]
    public void Of_a_header_what_it_carries_is_masked_alone_as_well()
    {
        Assert.Equal($"key {Mask} is wrong", Knowing("Bearer sk-12345").Redact("key sk-12345 is wrong"));
        string basic = "Basic " + Convert.ToBase64String("me:hunter2"u8);
        Assert.Equal($"user me, password {Mask}", Knowing(basic).Redact("user me, password hunter2"));
    }

    [Theory]
    [InlineData("abcd", "cdef", "1abcdef2")]
    [InlineData("abcd", "abcdef", "1abcdef2")]
    [InlineData("abcdef", "bcde", "1abcdef2")]
    public void Of_secrets_that_overlap_nothing_is_left(string first, string second, string text) =>
        Assert.Equal($"1{Mask}2", Knowing(first, second).Redact(text));

    [Fact]
    public void A_secret_that_overlaps_itself_leaves_nothing() =>
        Assert.Equal($"1{Mask}2", Knowing("abab").Redact("1ababab2"));

    [Fact]
    public void A_very_short_secret_is_masked_only_as_a_word_of_its_own()
    {
        Assert.Equal($"a cat, {Mask}: '{Mask}'", Knowing("at").Redact("a cat, at: 'at'"));
        Assert.Equal($"{Mask}={Mask}", Knowing("1").Redact("1=1"));
        Assert.Equal("port 5431", Knowing("1").Redact("port 5431"));
    }

    [Fact]
    public void No_text_keeps_a_secret_of_four_characters_or_more() =>
        Gen.Select(Secret.Array[1, 4], Gen.String[Gen.Char["abAB01 ;,='x"], 0, 10].Array[0, 4]).Sample((secrets, fillers) =>
        {
            Redactor redactor = Knowing(secrets);
            string text = string.Concat(secrets.Zip(fillers.Concat(Enumerable.Repeat("", secrets.Length)), (secret, filler) => filler + secret));
            string masked = redactor.Redact(text + "|" + Uri.EscapeDataString(text) + "|password=" + secrets[0]);
            return secrets.All(secret => !masked.Contains(secret, StringComparison.Ordinal) && !masked.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal));
        });

    [Fact]
    public async Task Many_threads_may_add_and_redact()
    {
        Redactor redactor = new();
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (index, _) =>
        {
            redactor.Add($"secret-{index:0000}");
            Assert.Equal(Mask, redactor.Redact($"secret-{index:0000}"));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(Mask, redactor.Redact("secret-0000"));
        Assert.Equal(Mask, redactor.Redact("secret-0199"));
    }

    private static Redactor Knowing(params string[] secrets)
    {
        Redactor redactor = new();
        foreach (string secret in secrets)
        {
            redactor.Add(secret);
        }

        return redactor;
    }
}
