namespace Kptn.Engine.Projects;

/// <summary>What <c>settings.s3</c> says.</summary>
public sealed record S3Settings
{
    /// <summary>The region; <see langword="null"/> for that of the AWS variables and profile.</summary>
    public string? Region { get; init; }

    /// <summary>Where requests go; <see langword="null"/> for AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, and then AWS itself.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name; <see langword="null"/> for where there is an endpoint.</summary>
    public bool? PathStyle { get; init; }
}
