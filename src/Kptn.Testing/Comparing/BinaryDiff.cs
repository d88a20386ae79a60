namespace Kptn.Testing.Comparing;

/// <summary>What changed in a file that is compared by its bytes.</summary>
public sealed record BinaryDiff : DiffDetail
{
    /// <summary>What it is, such as <c>PNG image</c>; empty where not known.</summary>
    public string Format { get; init; } = "";

    /// <summary>SHA-256 before, in lower-case hexadecimal digits.</summary>
    public required string OldHash { get; init; }

    /// <summary>SHA-256 after.</summary>
    public required string NewHash { get; init; }

    /// <summary>The first byte that differs, from 0.</summary>
    public required long FirstDifference { get; init; }

    /// <summary>Width and height before; <see langword="null"/> where it is no image that says so.</summary>
    public ImageSize? OldImage { get; init; }

    /// <summary>Width and height after.</summary>
    public ImageSize? NewImage { get; init; }
}
