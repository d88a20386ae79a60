using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>Where what is known of runs lies: <c>runs/ab/…</c> a file for each task's fingerprint, <c>runs/items-ab/…/</c> files of many items each.</summary>
internal static class KnownNames
{
    /// <summary>What all names start with.</summary>
    public const string Root = "runs";

    /// <summary>The name of a task's run.</summary>
    public static string OfRun(string task, Hash256 fingerprint)
    {
        var hash = Of(task, fingerprint);
        return $"{Root}/{hash[..2]}/{hash[2..]}.json";
    }

    /// <summary>What the names of packs of items start with that have one thing in common.</summary>
    public static string OfItems(string task, Hash256 common)
    {
        var hash = Of(task, common);
        return $"{Root}/items-{hash[..2]}/{hash[2..]}/";
    }

    // The task's name too: two tasks with the same code may write to different places.
    private static string Of(string task, Hash256 fingerprint) => Hash256.Of($"kptn known/1\n{task}\n{fingerprint}").ToString();
}
