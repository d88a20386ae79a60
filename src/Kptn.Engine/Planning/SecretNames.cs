namespace Kptn.Engine.Planning;

/// <summary>Names whose values are never shown or kept in the clear.</summary>
internal static class SecretNames
{
    private static readonly string[] Parts = ["pass", "secret", "token", "key", "credential", "auth", "dsn", "conn"];

    public static bool Matches(string name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
