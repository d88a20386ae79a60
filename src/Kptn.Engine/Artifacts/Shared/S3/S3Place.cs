namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>A place in S3, or in what speaks its protocol.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What keys start with, without a slash at either end; empty for the whole bucket.</param>
public sealed record S3Place(string Bucket, string Prefix)
{
    private const int MaxPrefixLength = 400;

    /// <summary>The region; <see langword="null"/> for that of the AWS variables and profile.</summary>
    public string? Region { get; init; }

    /// <summary>Where requests go; <see langword="null"/> for AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, and then AWS itself.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name; <see langword="null"/> for where there is an endpoint.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>Reads <c>s3://bucket/prefix</c>.</summary>
    /// <param name="url">The text.</param>
    /// <returns>The place; <see langword="null"/> where the text is none.</returns>
    public static S3Place? Parse(string url)
    {
        if (!url.StartsWith("s3://", StringComparison.Ordinal)) return null;
        var rest = url["s3://".Length..].TrimEnd('/');
        var (bucket, prefix) = rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (rest[..slash], rest[(slash + 1)..]) : (rest, "");
        return IsBucket(bucket) && IsPrefix(prefix) ? new S3Place(bucket, prefix) : null;
    }

    /// <summary><c>s3://bucket/prefix</c>.</summary>
    public override string ToString() => Prefix.Length == 0 ? $"s3://{Bucket}" : $"s3://{Bucket}/{Prefix}";

    private static bool IsBucket(string text) =>
        text.Length is >= 3 and <= 63 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.') && !text.Contains("..", StringComparison.Ordinal);

    // Letters that are the same in a URL, whoever encodes it.
    private static bool IsPrefix(string text) =>
        text.Length == 0 || (text.Length <= MaxPrefixLength && text.Split('/').All(part => part is not ("" or "." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')));
}
