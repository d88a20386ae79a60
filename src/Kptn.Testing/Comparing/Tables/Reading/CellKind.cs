namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>What a cell says of its own type.</summary>
internal enum CellKind : byte
{
    /// <summary>Nothing is there: empty in CSV; null or missing in JSON lines.</summary>
    Null,

    /// <summary>Text whose type its content tells.</summary>
    Plain,

    /// <summary>A string of JSON, which is text even where it looks like a number.</summary>
    String,

    /// <summary>A list or map of JSON in canonical form.</summary>
    Json,
}
