namespace Kptn.Engine.Projects.Yaml;

/// <summary>Bounds that keep a hostile file from taking the machine; far above what people write.</summary>
internal static class YamlLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int Bytes = 100 * 1024 * 1024;

    /// <summary>Values inside values.</summary>
    public const int Depth = 200;

    /// <summary>Values that aliases may add to those written.</summary>
    public const long AliasedNodes = 1_000_000;

    /// <summary>Digits of a number: reading more takes quadratic time.</summary>
    public const int Digits = 4_000;
}
