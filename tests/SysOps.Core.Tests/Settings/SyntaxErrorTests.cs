using System.Text;
using CsCheck;
using SysOps.Settings;
using SysOps.Settings.Syntax;

namespace SysOps.Core.Tests.Settings;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("", 1, 1, "the file is empty; expected { … }")]
    [InlineData("\n  // nothing\n", 3, 1, "the file is empty; expected { … }")]
    [InlineData("name: 1", 1, 1, "expected { at the beginning of the file")]
    [InlineData("{ name: 1 }", 1, 3, "expected a key in double quotes, or }")]
    [InlineData("{ 'name': 1 }", 1, 3, "expected double quotes around texts and keys, found a single quote")]
    [InlineData("{ \"name\": 'x' }", 1, 11, "expected double quotes around texts and keys, found a single quote")]
    [InlineData("{ \"name\" \"x\" }", 1, 10, "expected : between the key and its value")]
    [InlineData("{ \"name\": }", 1, 11, "expected a value: a text in double quotes, a number, true, false, null, { or [")]
    [InlineData("{ \"name\": secret }", 1, 11, "expected a value: a text in double quotes, a number, true, false, null, { or [")]
    [InlineData("{ \"name\": tr0ub4dor }", 1, 11, "expected a value: a text in double quotes, a number, true, false, null, { or [")]
    [InlineData("{ \"name\": 012 }", 1, 11, "expected a value: a text in double quotes, a number, true, false, null, { or [")]
    [InlineData("{ \"a\": 1\n  \"b\": 2 }", 2, 3, "expected , or } after the value")]
    [InlineData("{ \"a\": \"x\" // it is\n  \"b\": 2 }", 2, 3, "expected , or } after the value")]
    [InlineData("{ \"a\": 1, b: 2 }", 1, 11, "expected a key in double quotes")]
    [InlineData("{ \"a\": [1 2] }", 1, 11, "expected , or ] after the value")]
    [InlineData("{ \"a\": [1, x] }", 1, 12, "expected a value: a text in double quotes, a number, true, false, null, { or [")]
    [InlineData("{ \"a\": [1}", 1, 10, "expected , or ] after the value")]
    [InlineData("{ \"a\": \"C:\\data\" }", 1, 12, "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX after the backslash; a backslash itself is written \\\\")]
    [InlineData("{ \"a\": \"x\n}", 1, 10, "the text is not closed on its line: its double quote is missing (a line end within a text is \\n)")]
    [InlineData("{ \"a\": \"x", 1, 10, "the text is not closed: its double quote is missing")]
    [InlineData("{\n  \"a\": {\n    \"b\": 1\n", 4, 1, "the file ends too early: the { of line 2, column 8 is not closed")]
    [InlineData("{ \"a\": [ 1,", 1, 12, "the file ends too early: the [ of line 1, column 8 is not closed")]
    [InlineData("{} {}", 1, 4, "expected nothing more after the end of the configuration")]
    [InlineData("{ \"a\": \"\\ud800\" }", 1, 8, "the text holds half of a surrogate pair (\\ud800–\\udfff); write both halves")]
    public void A_syntax_error_says_where_and_what_was_expected(string text, int line, int column, string message)
    {
        SettingsProblem problem = SettingsText.Error(text);
        Assert.Equal((line, column, message), (problem.Line, problem.Column, problem.Message));
        Assert.Equal(SettingsText.Path, problem.File);
    }

    [Theory]
    [InlineData("{ \"database\": { \"provider\" \"x\" } }", "database")]
    [InlineData("{ \"database\": { \"provider\": x } }", "database.provider")]
    [InlineData("{ \"database\": { \"provider\": \"x\" \"timeout\": 1 } }", "database")]
    [InlineData("{ \"externalServices\": [ {}, { \"url\": \"x } ] }", "externalServices[1].url")]
    [InlineData("{ \"database\": {}, name: 1 }", "")]
    public void A_syntax_error_names_the_setting_that_it_breaks(string text, string setting) =>
        Assert.Equal(setting, SettingsText.Error(text).Setting);

    [Fact]
    public void Columns_are_counted_in_UTF16_units_and_not_in_bytes()
    {
        SettingsProblem problem = SettingsText.Error("{ \"name\": \"äß😀\" x }");
        Assert.Equal(18, problem.Column);
    }

    [Fact]
    public void A_byte_order_mark_comments_and_trailing_commas_are_fine()
    {
        byte[] content = [.. Encoding.UTF8.Preamble, .. "{ /* a */ \"name\": \"x\", // b\n }"u8];
        SettingsDocument document = SettingsReader.Parse(content, SettingsText.Path);
        Assert.Equal("x", document.Settings.Name);
        Assert.Equal(new TextPosition(1, 11), Assert.Single(document.Tree.Members).Position);
    }

    [Fact]
    public void A_file_that_is_no_UTF8_says_so()
    {
        SettingsException latin = Assert.Throws<SettingsException>(() => SettingsReader.Parse([.. "{\n \"a\": \""u8, 0xe4, .. "\" }"u8], SettingsText.Path));
        Assert.Equal((2, 8), (latin.Problems[0].Line, latin.Problems[0].Column));
        SettingsException utf16 = Assert.Throws<SettingsException>(() => SettingsReader.Parse([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{}")], SettingsText.Path));
        Assert.Contains("UTF-16", utf16.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_there_twice_is_an_error_with_both_places()
    {
        SettingsProblem problem = SettingsText.Error("{ \"cache\": {\n  \"keyPrefix\": \"a\",\n  \"connectionString\": \"h\",\n  \"keyPrefix\": \"b\" } }");
        Assert.Equal("/srv/app/sysops.json(4,3): error cache.keyPrefix: is there twice: it stands at line 2, column 3 already", problem.ToString());
    }

    [Fact]
    public void Too_many_levels_are_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", SyntaxParser.MaximumDepth)) + "[]" + new string('}', SyntaxParser.MaximumDepth);
        Assert.Contains("more than 32", SettingsText.Error(deep).Message, StringComparison.Ordinal);
        string bottomless = string.Concat(Enumerable.Repeat("[", 1_000_000));
        Assert.Contains("more than 32", SettingsText.Error(bottomless).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_stands_in_the_file_it_is_read_or_refused_with_a_place_within_it() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["{}[]\":,/*\\ \n'tn0-.eéu"], 0, 40]).Sample(text =>
        {
            try
            {
                SettingsText.Read("{ \"name\": " + text);
            }
            catch (SettingsException exception)
            {
                int lines = 1 + text.Count(character => character == '\n');
                Assert.All(exception.Problems, problem => Assert.InRange(problem.Line, 1, lines));
                Assert.All(exception.Problems, problem => Assert.InRange(problem.Column, 1, text.Length + 20));
            }
        });
}
