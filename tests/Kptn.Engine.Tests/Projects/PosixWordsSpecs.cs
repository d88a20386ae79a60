using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Projects;

public sealed class PosixWordsSpecs
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  a\tb\nc  ", "a|b|c")]
    [InlineData("'a b' \"c d\"", "a b|c d")]
    [InlineData("a'b c'd", "ab cd")]
    [InlineData("'' \"\"", "|")]
    [InlineData("a\\ b \\'", "a b|'")]
    [InlineData("'a\\b'", "a\\b")]
    [InlineData("\"a\\\"b\\n\\$\"", "a\"b\\n$")]
    [InlineData("'${A} x' ${B}", "${A} x|${B}")]
    [InlineData("--x=\"1 2\"", "--x=1 2")]
    [InlineData("a\\\nb", "ab")]
    public void I_can_split_words_as_a_shell_does(string text, string words)
    {
        var split = PosixWords.Split(text, out var unbalanced);
        Assert.Equal(text.Length == 0 ? [] : words.Split('|'), split);
        Assert.Equal('\0', unbalanced);
    }

    [Theory]
    [InlineData("'a", '\'')]
    [InlineData("a \"b'", '"')]
    [InlineData("a\\", '\\')]
    public void I_am_told_which_quote_is_open(string text, char quote)
    {
        Assert.Null(PosixWords.Split(text, out var unbalanced));
        Assert.Equal(quote, unbalanced);
    }
}
