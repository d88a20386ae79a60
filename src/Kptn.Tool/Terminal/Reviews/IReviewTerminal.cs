namespace Kptn.Tool.Terminal.Reviews;

/// <summary>A terminal that shows one page at a time, and gives keys. Disposed, it is as it was before.</summary>
internal interface IReviewTerminal : IDisposable
{
    /// <summary>Columns, as they are now.</summary>
    int Width { get; }

    /// <summary>Rows, as they are now.</summary>
    int Height { get; }

    /// <summary>Ends when the person, or the system, wants an end.</summary>
    CancellationToken Stop { get; }

    /// <summary>Shows a page in place of the one before.</summary>
    void Draw(IReadOnlyList<string> rows);

    /// <summary>The next key; <see langword="null"/> where the page is to be drawn anew, or an end is wanted.</summary>
    KeyPress? Read();

    /// <summary>Forgets keys that were pressed before something was seen that they cannot have been meant for.</summary>
    void Forget();
}
