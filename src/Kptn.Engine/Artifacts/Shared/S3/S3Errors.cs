using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Tells errors of S3 apart.</summary>
internal static class S3Errors
{
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "Throttling", "ThrottlingException", "RequestLimitExceeded", "OperationAborted",
        "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody", "ConditionalRequestConflict",
    };

    /// <summary>Whether a call may go better the next time.</summary>
    public static bool MayPass(Exception error) => error switch
    {
        AmazonServiceException service when Passing.Contains(service.ErrorCode ?? "") => true,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        AmazonServiceException { StatusCode: 0, InnerException: { } inner } => MayPass(inner),
        AmazonServiceException => false,
        AmazonClientException { InnerException: { } inner } => MayPass(inner),
        HttpRequestException or WebException or SocketException or TimeoutException or OperationCanceledException => true,
        IOException => !IsLocal(error),
        _ => false,
    };

    /// <summary>Whether there was no answer in time: whoever waits for another has waited for long already.</summary>
    public static bool IsSilence(Exception error) => error is OperationCanceledException or TimeoutException || (error.InnerException is { } inner && IsSilence(inner));

    /// <summary>Whether nobody was there, or said anything: whoever else asks will find it so too.</summary>
    public static bool IsNobody(Exception error) => IsSilence(error) || (error.GetBaseException() is SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) });

    /// <summary>Whether nothing with that name is there. A bucket that is missing is another matter, where the answer tells.</summary>
    public static bool IsMissing(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    /// <summary>What to tell a user; <see langword="null"/> where it is no error of S3.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="place">The place.</param>
    /// <param name="right">The right that the call needs.</param>
    public static BlobStoreException? Told(Exception error, S3Place place, string right)
    {
        if (error is AmazonServiceException { StatusCode: not 0 } service && !MayPass(service)) return new BlobStoreException(Refusal(service, place, right), BlobFailure.Refused, error);
        if (MayPass(error)) return new BlobStoreException($"'{place}' could not be reached: {Reason(error)} (tried several times); look at the network and at settings.s3.endpoint, then try again", BlobFailure.Unreachable, error);
        if (error is not (AmazonClientException or AmazonServiceException)) return null;
        var text = error.Message;
        if (text.Contains("region", StringComparison.OrdinalIgnoreCase) && text.Contains("ServiceURL", StringComparison.Ordinal)) return new BlobStoreException($"no region is known for '{place}'; set settings.s3.region, or AWS_REGION", BlobFailure.Refused, error);
        if (!text.Contains("credential", StringComparison.OrdinalIgnoreCase) && !text.Contains("profile", StringComparison.OrdinalIgnoreCase)) return new BlobStoreException($"'{place}' could not be used: {FirstLine(text)}", BlobFailure.Refused, error);
        return new BlobStoreException($"there are no AWS credentials for '{place}' ({FirstLine(text)}); sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", BlobFailure.Refused, error);
    }

    private static string Refusal(AmazonServiceException error, S3Place place, string right) => error.ErrorCode switch
    {
        "NoSuchBucket" => $"there is no bucket '{place.Bucket}'; correct settings.artifacts, or have somebody make it (kptn makes none)",
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => $"the AWS credentials for '{place}' have expired; sign in again, then try again",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "UnrecognizedClientException" => $"'{place}' does not know the AWS credentials ({error.ErrorCode}); look at AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "RequestTimeTooSkewed" => $"'{place}' refused, since the clock of this machine is wrong; set it, then try again",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => $"the bucket of '{place}' is in another region; set settings.s3.region",
        "QuotaExceeded" or "EntityTooLarge" => $"'{place}' takes no more ({error.ErrorCode}: {FirstLine(error.Message)})",
        _ when error.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => $"access to '{place}' was denied; the AWS identity in use needs {right} there (docs/artifacts.md has the whole policy)",
        _ when error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => $"the bucket of '{place}' is in another region; set settings.s3.region",
        _ => $"'{place}' refused {right}: {error.ErrorCode ?? ((int)error.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)}: {FirstLine(error.Message)}",
    };

    private static string Reason(Exception error)
    {
        if (error is OperationCanceledException or TimeoutException) return "it did not answer in time";
        var last = error;
        while (last is not AmazonServiceException { StatusCode: not 0 } && last.InnerException is { } inner) last = inner;
        return last switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "no server answers there",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "its host is not known",
            OperationCanceledException or TimeoutException => "it did not answer in time",
            AmazonServiceException { StatusCode: not 0 } service => $"it answered {(int)service.StatusCode} {service.ErrorCode}",
            _ => FirstLine(last.Message),
        };
    }

    // What the own disk says is no matter of the network: a full one stays full.
    private static bool IsLocal(Exception error) =>
        error is FileNotFoundException or DirectoryNotFoundException or PathTooLongException or LocalFileException;

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
