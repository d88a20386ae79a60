namespace Kptn.Engine.Projects.Reading;

/// <summary>The form of <c>${VAR}</c>.</summary>
internal static class Variables
{
    /// <summary>Reports a <c>${</c> that is no <c>${VAR}</c>.</summary>
    public static bool Check(string text, Place place, Subject what, FindingList findings)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            if (end >= 0 && Names.IsIdentifier(text.AsSpan(at + 2, end - at - 2))) continue;
            var shown = Shown.Text(end < 0 ? text[at..] : text[at..(end + 1)]);
            findings.Add("bad-variable", place, end < 0 ? $"'{shown}' in {what} has no closing '}}'" : $"'{shown}' in {what} is no variable", "${NAME} of letters, digits and _");
            return false;
        }

        return true;
    }
}
