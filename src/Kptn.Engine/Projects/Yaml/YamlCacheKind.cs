namespace Kptn.Engine.Projects.Yaml;

/// <summary>What a node of a kept tree is.</summary>
internal enum YamlCacheKind : byte
{
    Map,
    List,
    Null,
    True,
    False,
    Integer,
    Float,
    Big,
    Text,
}
