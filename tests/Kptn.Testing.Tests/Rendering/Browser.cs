using System.Diagnostics;

namespace Kptn.Testing.Tests.Rendering;

/// <summary>Chromium without a window; tests that need it are skipped where it is not installed.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The page as it is after its script ran.</summary>
    public static string Dump(string page)
    {
        var program = Names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "no chromium is installed");
        using var folder = new TestFolder();
        folder.Write("page.html", page);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={folder["profile"]}", "--virtual-time-budget=2000", "--dump-dom", new Uri(folder["page.html"]).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(program!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var dump = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return dump;
    }
}
