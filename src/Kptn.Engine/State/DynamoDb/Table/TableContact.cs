using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>Whether DynamoDB answers. Where it never has, nobody waits as long for it as where it did a moment ago.</summary>
internal sealed class TableContact(DynamoTimings timings)
{
    private volatile bool _hasAnswered;

    /// <summary>How often a request is tried, the first included, that came to an error.</summary>
    public int TriesAfter(Exception error) => (Faults.IsNetwork(error), Faults.IsSilence(error), _hasAnswered) switch
    {
        (false, _, _) => timings.Tries,
        (_, true, true) => Math.Min(timings.Tries, timings.TriesInSilence),
        (_, true, false) => Math.Min(timings.Tries, timings.FirstTriesInSilence),
        (_, false, true) => timings.Tries,
        (_, false, false) => Math.Min(timings.Tries, timings.FirstTries),
    };

    /// <summary>Tries a request once.</summary>
    public async ValueTask<T> TryAsync<T>(IAmazonDynamoDB client, Func<IAmazonDynamoDB, CancellationToken, Task<T>> send, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (!_hasAnswered) limited.CancelAfter(timings.FirstAnswer);
        try
        {
            var answer = await send(client, limited.Token).ConfigureAwait(false);
            _hasAnswered = true;
            return answer;
        }
        catch (Exception e) when (e is UnprocessedException or AmazonServiceException { StatusCode: not 0 })
        {
            _hasAnswered = true;
            throw;
        }
    }
}
