using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>A client of S3, made when it is first needed: making it loads the SDK.</summary>
internal sealed class S3Session : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(4);

    /// <summary>Makes a client.</summary>
    /// <param name="place">The place.</param>
    /// <param name="keys">Keys to use; <see langword="null"/> for those that the SDK finds.</param>
    public S3Session(S3Place place, KeyPair? keys)
    {
        // Retries are one policy of ours, which also covers what is cut while it is read. Payloads are signed with their SHA-256, which the server checks;
        // newer checksums are sent where an operation requires them, since not all that speaks the protocol knows them.
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            Timeout = Patience,
            ConnectTimeout = ConnectPatience,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        var endpoint = place.Endpoint ?? Variable("AWS_ENDPOINT_URL_S3") ?? Variable("AWS_ENDPOINT_URL");
        var region = place.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION");
        if (region is not null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region ?? "us-east-1";
        }

        config.ForcePathStyle = place.PathStyle ?? endpoint is not null;
        Client = keys is null ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(keys.Id, keys.Secret), config);
    }

    /// <summary>The client.</summary>
    public AmazonS3Client Client { get; }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
