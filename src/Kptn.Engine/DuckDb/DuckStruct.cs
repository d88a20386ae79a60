namespace Kptn.Engine.DuckDb;

/// <summary>A struct or a map.</summary>
/// <param name="Entries">Names or keys, with values.</param>
internal sealed record DuckStruct(IReadOnlyList<KeyValuePair<object?, object?>> Entries);
