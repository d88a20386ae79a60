using System.Text;
using Kptn.Engine.Projects.Toml;

namespace Kptn.Engine.Tests.Projects.Toml;

public sealed class TomlErrorSpecs
{
    [Theory]
    [InlineData("a =", "t:1:4 expected a value after '=', found the end of the file")]
    [InlineData("a = \n", "t:1:5 expected a value after '=', found the end of the line")]
    [InlineData("a = # none", "t:1:5 expected a value after '=', found '#'")]
    [InlineData("a = yes", "t:1:5 'yes' is not a value | did you mean true?")]
    [InlineData("a = False", "t:1:5 'False' is not a value | did you mean false?")]
    [InlineData("a = hello", "t:1:5 'hello' is not a value | put text in quotes: \"hello\"")]
    [InlineData("a = 1 b = 2", "t:1:7 expected the end of the line after the value, found 'b'")]
    [InlineData("a: 1", "t:1:2 expected '=' after the key 'a', found ':'")]
    [InlineData("a b = 1", "t:1:3 expected '=' after the key 'a', found 'b'")]
    [InlineData("= 1", "t:1:1 expected a key, found '='")]
    [InlineData("a. = 1", "t:1:4 expected a key after '.', found '='")]
    [InlineData("größe = 1", "t:1:3 expected '=' after the key 'gr', found 'ö'")]
    [InlineData("öl = 1", "t:1:1 a key with 'ö' must stand in quotes")]
    [InlineData("\"\"\"a\"\"\" = 1", "t:1:1 a key cannot be a multi-line string")]
    [InlineData("a = \"x\nb = 1", "t:1:5 the string that starts here is never closed")]
    [InlineData("a = '''x\n''", "t:1:5 the string that starts here is never closed")]
    [InlineData("a = \"C:\\data\"", "t:1:8 unknown escape '\\d' in a string | write '\\\\' for a backslash, or put the string in single quotes")]
    [InlineData("a = \"\\uD800\"", "t:1:6 U+D800 is not a Unicode character")]
    [InlineData("a = \"\\u12\"", "t:1:6 '\\u' needs 4 hexadecimal digits")]
    [InlineData("a = \"\0\"", "t:1:6 the control character U+0000 is not allowed here")]
    [InlineData("a = 1\rb = 2", "t:1:6 expected the end of the line after the value, found U+000D")]
    [InlineData("a = [1,\n 2", "t:1:5 the array that starts here is never closed")]
    [InlineData("a = [1 2]", "t:1:8 expected ',' or ']' in the array, found '2'")]
    [InlineData("a = [,]", "t:1:6 expected a value or ']' in the array, found ','")]
    [InlineData("a = {b = 1,\n c = 2}", "t:1:5 the inline table that starts here does not end on its line | use a [table] for more than one line")]
    [InlineData("a = {b = 1,}", "t:1:12 an inline table cannot end with a comma")]
    [InlineData("a = {b = 1 c = 2}", "t:1:12 expected ',' or '}' in the inline table, found 'c'")]
    [InlineData("a = 1\n\na = 2", "t:3:1 the key 'a' is already set at line 1 | remove one of the two")]
    [InlineData("[a]\nb = 1\n[a]", "t:3:2 the table [a] is already defined at line 1 | put all its keys under that [a]")]
    [InlineData("[a.b]\n[a]\n[a]", "t:3:2 the table [a] is already defined at line 2 | put all its keys under that [a]")]
    [InlineData("a.b = 1\n[a]", "t:2:2 the table 'a' is already defined by dotted keys at line 1 | put all its keys in one place")]
    [InlineData("[[a]]\n[a]", "t:2:2 'a' is already an array of tables since line 1")]
    [InlineData("[a]\n[[a]]", "t:2:3 'a' is already a table since line 1 | [[ ]] adds to an array of tables")]
    [InlineData("a = {}\n[a.b]", "t:2:2 'a' is already a table since line 1 and cannot be added to or replaced")]
    [InlineData("a = []\n[[a]]", "t:2:3 'a' is already an array since line 1 and cannot be added to or replaced")]
    [InlineData("[a.b]\nc = 1\n[a]\nb.d = 1", "t:4:1 'b' is already a table since line 1 | put the key below that header")]
    [InlineData("[[a.b]]\n[a]\nb.d = 1", "t:3:1 'b' is already an array of tables since line 1 | put the key below that header")]
    [InlineData("[a", "t:1:3 expected ']' after the name of the table, found the end of the file")]
    [InlineData("[[a]", "t:1:5 expected ']]' after the name of the array of tables, found the end of the file")]
    [InlineData("[a] b = 1", "t:1:5 expected the end of the line after the table's name, found 'b'")]
    [InlineData("a = 012", "t:1:5 '012' is not valid: a number cannot start with 0")]
    [InlineData("a = 1__2", "t:1:5 '1__2' is not valid: an underscore must stand between two digits")]
    [InlineData("a = 1.", "t:1:5 '1.' is not valid: a digit must follow '1.'")]
    [InlineData("a = 1e+", "t:1:5 '1e+' is not valid: a digit must follow '1e+'")]
    [InlineData("a = 0x", "t:1:5 '0x' is not valid: a digit must follow '0x'")]
    [InlineData("a = 5px", "t:1:5 '5px' is not valid: 'p' cannot stand in a number")]
    [InlineData("a = 9223372036854775808", "t:1:5 '9223372036854775808' is not valid: it does not fit into 64 bits")]
    [InlineData("a = 2026-02-30", "t:1:5 '2026-02-30' is not valid: there is no such day")]
    [InlineData("a = 25:00:00", "t:1:5 '25:00:00' is not valid: there is no such time")]
    [InlineData("a = 07:32", "t:1:5 '07:32' is not valid: a date is YYYY-MM-DD, a time HH:MM:SS, both with 'T' or a space between, then 'Z' or +HH:MM or nothing")]
    [InlineData("é = 1\n\"é\u202e\" = \u202e", "t:1:1 a key with 'é' must stand in quotes")]
    [InlineData("a = \u202e", "t:1:5 expected a value after '=', found U+202E")]
    public void A_broken_file_is_told_with_its_place(string toml, string expected)
    {
        var error = TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t").Error!;

        Assert.Equal(expected, $"{error.Place} {error.Message}{(error.Suggestion.Length > 0 ? $" | {error.Suggestion}" : "")}");
        Assert.Equal("toml-syntax", error.Code);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_told_with_its_place()
    {
        var error = TomlReader.Read([.. "a = 1\nb = 'é"u8, 0xFF, .. "'"u8], "t").Error!;

        Assert.Equal("t:2:7: the byte 0xFF is not UTF-8", $"{error.Place}: {error.Message}");
    }

    [Fact]
    public void A_UTF16_file_is_told_as_such()
    {
        var error = TomlReader.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a = 1")], "t").Error!;

        Assert.Equal("t:1:1: the file is UTF-16", $"{error.Place}: {error.Message}");
    }

    [Theory]
    [InlineData("a = ", "[", "")]
    [InlineData("a = ", "{a=", "")]
    [InlineData("a = ", "[{a=", "")]
    [InlineData("a", ".a", " = 1")]
    [InlineData("[a", ".a", "]")]
    [InlineData("[[a", ".a", "]]")]
    public void Nesting_without_end_is_refused(string start, string part, string end)
    {
        var toml = new StringBuilder(start).Insert(start.Length, part, 100_000).Append(end).ToString();

        Assert.Contains("more than 500 levels deep", TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t").Error!.Message);
    }

    [Fact]
    public void Nesting_that_nobody_writes_is_still_read()
    {
        var toml = $"a = {new string('[', 400)}{new string(']', 400)}\nb{string.Concat(Enumerable.Repeat(".b", 400))} = 1";

        Assert.Null(TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t").Error);
    }

    [Fact]
    public void Every_start_of_a_file_is_read_or_refused()
    {
        var toml = "\uFEFFa.\"b\" = { c = [1, 2.5e3, 'x', \"\\u00e9\"], d = 1979-05-27 07:32:00.5-07:00 }\r\n[[t]]\n[t.u] # é\ns = \"\"\"\n a\\\n b\"\"\"\"\"\nl = '''x'''"u8.ToArray();

        for (var length = 0; length <= toml.Length; length++)
        {
            var document = TomlReader.Read(toml.AsSpan(0, length), "t");
            Assert.True(document.Root is null != document.Error is null);
        }
    }
}
