using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

/// <summary>Files that no person wrote: whatever is in them, they are read or refused with the typed error.</summary>
public sealed class SettingsRobustnessTests
{
    private static readonly string[] Keys =
    [
        .. SettingsReader.Parse(File.ReadAllBytes(RepositoryFiles.Find("examples/sysops.json")), RepositoryFiles.Find("examples/sysops.json"), _ => null).KnownKeys.SelectMany(section => section.Value).Distinct(StringComparer.Ordinal),
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, OneOf("5s", "80%", "1MB", "${env:HOME}", "${env:", "http://u:p@h/?key=1", "Host=a;Password=b", "Systemd", "Process", "Tcp", "data[*].id", "../x", "\0", "a b", "[::1]:25"));

    [Fact]
    public void Any_tree_of_known_keys_and_senseless_values_is_read_or_refused() =>
        Trees(4).Sample(
            tree =>
            {
                try
                {
                    SettingsReader.Parse(Encoding.UTF8.GetBytes(tree?.ToJsonString() ?? "null"), SettingsText.Path, _ => null);
                }
                catch (SettingsException exception)
                {
                    Assert.All(exception.Problems, problem => Assert.NotEqual("", problem.Message));
                }
            },
            iter: 2000);

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Byte.Array[0, 200].Sample(content => Assert.Throws<SettingsException>(() => SettingsReader.Parse([.. "\0"u8, .. content], SettingsText.Path)));

    [Fact]
    public void Any_text_in_a_json_path_a_reference_or_an_address_is_taken_or_refused() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["$.[]*0a:{}env"], 0, 40]).Sample(text =>
        {
            Assert.Equal(JsonPath.TryParse(text, out JsonPath? path), path is not null);
            Assert.NotNull(EnvironmentReferences.Expand(text, _ => "x"));
            Assert.True(!HostAndPort.TryParse(text, out HostAndPort? address) || (HostAndPort.TryParse(address.ToString(), out HostAndPort? again) && again == address));
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_in_UTF16_is_told_as_such_even_without_its_mark(bool bigEndian)
    {
        Encoding encoding = new UnicodeEncoding(bigEndian, byteOrderMark: false);
        SettingsException error = Assert.Throws<SettingsException>(() => SettingsReader.Parse(encoding.GetBytes("{ \"name\": \"x\" }"), SettingsText.Path));
        Assert.Equal("the file is written in UTF-16; save it as UTF-8", Assert.Single(error.Problems).Message);
    }

    [Fact]
    public void A_large_file_on_one_line_is_read_and_its_message_stays_short()
    {
        string text = $"{{ \"services\": [{string.Join(',', Enumerable.Repeat("1", 200_000))}] }}";

        SettingsException error = Assert.Throws<SettingsException>(() => SettingsText.Read(text));

        Assert.Equal(200_000, error.Problems.Count);
        Assert.Equal(text.LastIndexOf('1') + 1, error.Problems[^1].Column);
        Assert.EndsWith("… and 199900 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_key_is_unknown_and_costs_nothing() =>
        Assert.Contains("is not a setting", Assert.Single(SettingsText.Read($"{{ \"{new string('x', 1_000_000)}\": 1 }}").Warnings).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("resources", "\"networkErrors\": 1e999")]
    [InlineData("resources", "\"networkErrors\": -1e-999")]
    [InlineData("database", "\"connectionString\": \"h\", \"thresholds\": { \"size\": 99999999999999999999999 }")]
    [InlineData("database", "\"connectionString\": \"h\", \"timeout\": \"99999999999999999999d\"")]
    public void A_number_beyond_all_measure_is_an_error_or_nothing(string section, string settings)
    {
        try
        {
            SettingsText.Read($$"""{ "{{section}}": { {{settings}} } }""");
        }
        catch (SettingsException exception)
        {
            Assert.StartsWith(section, Assert.Single(exception.Problems).Setting, StringComparison.Ordinal);
        }
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static Gen<JsonNode?> Trees(int depth)
    {
        Gen<JsonNode?> leaf = Gen.OneOf(
            Texts.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Const((JsonNode?)null));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<JsonNode?> below = Trees(depth - 1);
        Gen<JsonNode?> section = Gen.Select(OneOf(Keys), below).List[0, 6].Select(members => (JsonNode?)new JsonObject(members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone()))));
        Gen<JsonNode?> list = below.List[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));
        return Gen.OneOf(section, section, list, leaf);
    }
}
