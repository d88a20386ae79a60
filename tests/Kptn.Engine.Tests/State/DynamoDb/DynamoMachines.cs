using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>What tests of several machines do again and again.</summary>
internal static class DynamoMachines
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<IStateWriter> OpenAsync(this IStateStore store, TimeSpan wait = default, StateKey? key = null) =>
        store.OpenAsync(key ?? Script.Key, new LeaseHolder("here", Environment.ProcessId, TimeProvider.System.GetUtcNow()), wait, Cancellation);

    public static async Task<string> TextAsync(this IStateStore store) => StateText.Of(await store.ReadAsync(Script.Key, Cancellation));

    public static string ItemsText(this IStateStore store)
    {
        using var table = store.ReadItems(Script.Key, ItemScript.Task);
        return ItemText.Of(table);
    }

    public static async Task RecordAsync(this IStateStore store, IEnumerable<int> changes, IDictionary<string, TaskState>? model = null)
    {
        await using var writer = await store.OpenAsync();
        Assert.Empty(writer.Warnings);
        foreach (var number in changes)
        {
            Script.Change(number).ApplyTo(writer);
            if (model is not null) Script.Change(number).ApplyTo(model);
        }

        await writer.FlushAsync(Cancellation);
    }
}
