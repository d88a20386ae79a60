using DiffEngine;

namespace Kptn.Testing.DiffTools;

/// <summary>Opens the user's own diff tool, and closes it again. Never on a build server, where a run has no one to watch it, or where <c>DiffEngine_Disabled</c> is <c>true</c>.</summary>
public static class DiffWindows
{
    // DiffEngine keeps its list of windows without a lock; tests of several classes come at the same time.
    private static readonly Lock Gate = new();

    /// <summary>Whether a diff tool may be opened here.</summary>
    public static bool AreAllowed => HasScreen && Snapshots.BuildServer.Find(Environment.GetEnvironmentVariable) is null && !DiffRunner.Disabled;

    // A shell on another machine, or a container, has nobody who would see a window.
    private static bool HasScreen => !OperatingSystem.IsLinux() || Has("DISPLAY") || Has("WAYLAND_DISPLAY");

    /// <summary>Opens the diff tool with a received file and the approved one; accepting in the tool writes the approved one.</summary>
    /// <param name="received">The received file, absolute.</param>
    /// <param name="verified">The approved file, absolute. Where it does not exist nothing is opened: diff tools make an empty one, which would count as approved.</param>
    /// <returns>Whether a tool shows them.</returns>
    public static bool Open(string received, string verified)
    {
        if (!AreAllowed || !File.Exists(received) || !File.Exists(verified)) return false;
        try
        {
            lock (Gate) return DiffRunner.Launch(received, verified) is LaunchResult.StartedNewInstance or LaunchResult.AlreadyRunningAndSupportsRefresh;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A window is a convenience: the test says all that it would show.
            return false;
        }
    }

    /// <summary>Closes the window that shows a pair of files, where there is one.</summary>
    /// <param name="received">The received file, absolute.</param>
    /// <param name="verified">The approved file, absolute.</param>
    public static void Close(string received, string verified)
    {
        if (!AreAllowed) return;
        try
        {
            lock (Gate) DiffRunner.Kill(received, verified);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stays open.
        }
    }

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
