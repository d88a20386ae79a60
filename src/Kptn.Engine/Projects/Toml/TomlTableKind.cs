namespace Kptn.Engine.Projects.Toml;

/// <summary>How a table came to be, which decides what may still add to it.</summary>
internal enum TomlTableKind
{
    /// <summary>Only named on the way to another header: may get a header of its own once, or dotted keys.</summary>
    Implied,

    /// <summary>Has had its header.</summary>
    Header,

    /// <summary>Made by dotted keys, or an inline table.</summary>
    Dotted,

    /// <summary>The newest element of an array of tables.</summary>
    Element,
}
