using System.Collections.Concurrent;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Tests.Sandboxes;

public sealed class SandboxFolderSpecs
{
    [Fact]
    public async Task Many_that_make_one_at_once_sweep_none_that_another_is_making()
    {
        var made = new ConcurrentBag<string>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sweepers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => SweepUntil(done.Token))).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            using var folder = SandboxFolder.Create();
            made.Add(folder.Path);
            var file = Path.Combine(folder.Path, "mine");
            File.WriteAllText(file, folder.Path);
            Thread.Yield();
            Assert.Equal(folder.Path, File.ReadAllText(file));
        });

        await done.CancelAsync();
        await Task.WhenAll(sweepers);
        Assert.Equal(400, made.Distinct().Count());
        Assert.DoesNotContain(made, Directory.Exists);
    }

    // As another process does that finds a folder whose lock nobody holds yet.
    private static void SweepUntil(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), SandboxFolder.Prefix + "*"))
            {
                try
                {
                    using var held = new FileStream(Path.Combine(folder, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Somebody uses it.
                }
            }
        }
    }
}
