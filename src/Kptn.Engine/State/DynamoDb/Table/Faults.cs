using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>Tells what an error of the SDK means, and says it for users.</summary>
internal static partial class Faults
{
    private const string Credentials = "the chain of the AWS SDK looks for them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in AWS_PROFILE's profile, and in the machine's role";

    private static readonly string[] Busy =
    [
        "ProvisionedThroughputExceededException", "ThrottlingException", "Throttling", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException", "LimitExceededException",
        "TransactionConflictException", "TransactionInProgressException", "ReplicatedWriteConflictException", "PriorRequestNotComplete",
    ];

    private static readonly string[] Expired = ["ExpiredTokenException", "ExpiredToken", "RequestExpired", "TokenRefreshRequired"];
    private static readonly string[] Unknown = ["UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException", "IncompleteSignatureException", "MissingAuthenticationTokenException", "MissingAuthenticationToken", "NotAuthorized"];

    /// <summary>Whether a condition of a write did not hold.</summary>
    public static bool IsCondition(Exception error) => error switch
    {
        ConditionalCheckFailedException => true,
        TransactionCanceledException cancelled => cancelled.CancellationReasons?.Any(reason => reason.Code == "ConditionalCheckFailed") == true,
        _ => false,
    };

    /// <summary>Whether the same request may go well a little later.</summary>
    public static bool MayPass(Exception error) => error switch
    {
        DynamoException described => described.MayPass,
        UnprocessedException => true,
        TransactionCanceledException cancelled => cancelled.CancellationReasons is { } reasons && !IsCondition(error)
            && reasons.All(reason => reason.Code is null or "None" or "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"),
        AmazonServiceException service => (int)service.StatusCode >= 500 || service.StatusCode == HttpStatusCode.TooManyRequests || Busy.Contains(service.ErrorCode) || (service.StatusCode == 0 && IsNetwork(service)),
        _ => IsNetwork(error),
    };

    /// <summary>Says what went wrong.</summary>
    public static DynamoException Describe(Exception error, string action, DynamoTarget target)
    {
        var code = (error as AmazonServiceException)?.ErrorCode ?? "";
        var message = OneLine(error.Message);
        if (error is ResourceNotFoundException) return Final($"DynamoDB has no table {target}: run 'kptn state create-table', or name another table in settings.dynamodb.table");
        if (code is "AccessDeniedException" or "AccessDenied") return Final($"AWS does not allow {Refused().Match(message) switch { { Success: true } found => found.Value, _ => $"dynamodb:{action}" }} on table {target}: allow it to these credentials; docs/dynamodb.md has a policy with all that kptn needs");
        if (Expired.Contains(code)) return new DynamoException($"the AWS credentials for table {target} have expired: renew them (as with 'aws sso login') and run the same again", mayPass: true, error);
        if (Unknown.Contains(code)) return Final($"AWS does not know the credentials that were given for table {target}: {Credentials}");
        if (error is AmazonClientException && message.Contains("credential", StringComparison.OrdinalIgnoreCase)) return Final($"there are no AWS credentials for table {target}: {Credentials}");
        if (error is AmazonClientException && message.Contains("region", StringComparison.OrdinalIgnoreCase)) return Final($"no AWS region is named for table {target}: set settings.dynamodb.region, or the variable AWS_REGION");
        if (code == "ValidationException" && Keys().IsMatch(message)) return Final(WrongKeys(target));
        if (error is UnprocessedException or TransactionCanceledException || Busy.Contains(code)) return Passing($"DynamoDB holds back requests to table {target} for being too many");
        if (IsNetwork(error)) return Passing($"DynamoDB with table {target} cannot be reached: {Reason(error)}");
        return MayPass(error) ? Passing($"DynamoDB fails with table {target}: {message}") : Final($"DynamoDB refused {action} on table {target}: {message}");

        DynamoException Final(string text) => new(text, mayPass: false, error);
        DynamoException Passing(string text) => new(text, mayPass: true, error);
    }

    /// <summary>What to say of a table that was made for something else.</summary>
    public static string WrongKeys(DynamoTarget target) =>
        $"table {target} was made for something else: kptn's has the partition key 'pk' and the sort key 'sk', both text; name another one in settings.dynamodb.table, and run 'kptn state create-table'";

    /// <summary>Whether there was no answer in time.</summary>
    public static bool IsSilence(Exception error) => error is OperationCanceledException or TimeoutException || (error.InnerException is { } inner && IsSilence(inner));

    /// <summary>Whether the network failed, and not the server.</summary>
    public static bool IsNetwork(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is HttpRequestException or SocketException or IOException or TimeoutException or OperationCanceledException or WebException) return true;
        }

        return false;
    }

    private static string Reason(Exception error)
    {
        var inmost = error.GetBaseException();
        return inmost switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
            SocketException { SocketErrorCode: SocketError.HostNotFound } => "its host is not known",
            TimeoutException or OperationCanceledException => "it did not answer in time",
            _ => OneLine(inmost.Message),
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    [GeneratedRegex(@"\bkeys?\b")]
    private static partial Regex Keys();

    [GeneratedRegex(@"dynamodb:\w+")]
    private static partial Regex Refused();
}
