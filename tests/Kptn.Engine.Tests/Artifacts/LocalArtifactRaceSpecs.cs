using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Tests.Artifacts;

public sealed class LocalArtifactRaceSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Many_may_be_the_first_in_a_folder_at_once()
    {
        var contents = Enumerable.Range(0, 20_000).Select(BitConverter.GetBytes).GroupBy(bytes => Hash256.Of(bytes).ToString()[..2]).Select(group => group.Take(4).ToList()).ToList();
        for (var round = 0; round < 4; round++)
        {
            var store = new LocalArtifactStore(_folder["store" + round]);
            foreach (var together in contents)
            {
                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var puts = together.Select(content => Task.Run(async () =>
                {
                    await start.Task;
                    return store.Put(content);
                })).ToList();
                start.SetResult();
                foreach (var hash in await Task.WhenAll(puts)) Assert.True(store.Has(hash));
            }
        }
    }
}
