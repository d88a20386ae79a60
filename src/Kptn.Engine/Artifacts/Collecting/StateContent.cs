using System.Runtime.CompilerServices;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Outputs;
using Kptn.Engine.State;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>The content that state names: outputs and results of tasks and items.</summary>
/// <param name="store">Keeps state.</param>
public sealed class StateContent(IStateStore store)
{
    /// <summary>What every task under every key names.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StateFormatException">Some state cannot be read, so that nobody knows what it names.</exception>
    public async IAsyncEnumerable<NamedContent> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var key in await store.ListAsync(cancellation).ConfigureAwait(false))
        {
            var states = await store.ReadAsync(key, cancellation).ConfigureAwait(false);
            foreach (var content in Of(key, states.Values)) yield return content;
        }
    }

    /// <summary>What tasks under a key name.</summary>
    /// <param name="key">The key.</param>
    /// <param name="states">What is recorded of the tasks.</param>
    /// <exception cref="StateFormatException">Some state cannot be read.</exception>
    public IEnumerable<NamedContent> Of(StateKey key, IEnumerable<TaskState> states)
    {
        foreach (var state in states)
        {
            if (state.Good is { HasResult: true } good) yield return new NamedContent(good.ResultHash, IsListing: false);
            using var items = store.ReadItems(key, state.Task);
            foreach (var output in RecordedOutputs.Of(state.Task, state, items, [], null))
            {
                if (!TableUrl.Is(output.Output.Path)) yield return new NamedContent(output.Output.Hash, IsListing(output.Output.Path));
            }

            if (items is null) continue;
            foreach (var slot in items.All().Where(slot => slot.HasFiles))
            {
                if (items.Read(slot.Number).Good is { Result.Hash: { IsNone: false } hash }) yield return new NamedContent(hash, IsListing: false);
            }
        }
    }

    /// <summary>Whether the content of an output lists other content.</summary>
    internal static bool IsListing(string path) => path.EndsWith('/') || OutputPath.IsGlob(path);
}
