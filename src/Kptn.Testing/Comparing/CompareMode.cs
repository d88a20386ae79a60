namespace Kptn.Testing.Comparing;

/// <summary>What an output is compared as.</summary>
public enum CompareMode
{
    /// <summary>By its extension and content.</summary>
    Auto,

    /// <summary>Rows and columns: CSV, TSV, JSON lines.</summary>
    Table,

    /// <summary>JSON, by path.</summary>
    Json,

    /// <summary>Text, by line.</summary>
    Text,

    /// <summary>Bytes, by hash and size.</summary>
    Binary,

    /// <summary>A folder, file by file.</summary>
    Folder,
}
