namespace Kptn.Engine.Execution.Processes;

/// <summary>What all that a process starts carries on it, wherever it goes: an entry of its environment, and its log as stdout or stderr.</summary>
/// <param name="Variable">The entry as <c>NAME=value</c>, which no other process has; empty where there is none.</param>
/// <param name="Log">How what <c>/proc/…/fd</c> shows of the log ends; empty where it is not known.</param>
internal sealed record ProcessTrace(string Variable, string Log)
{
    /// <summary>Whether a process carries it.</summary>
    public bool IsOn(int process)
    {
        if (Variable.Length == 0 && Log.Length == 0) return false;
        try
        {
            return HasVariable($"/proc/{process}/environ") || HasLog($"/proc/{process}/fd/1") || HasLog($"/proc/{process}/fd/2");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool HasVariable(string path) =>
        Variable.Length > 0 && ("\0" + File.ReadAllText(path) + "\0").Contains($"\0{Variable}\0", StringComparison.Ordinal);

    private bool HasLog(string path)
    {
        const string Deleted = " (deleted)";
        if (Log.Length == 0 || new FileInfo(path).LinkTarget is not { } target) return false;
        return target.EndsWith(Log, StringComparison.Ordinal) || (target.EndsWith(Deleted, StringComparison.Ordinal) && target.AsSpan(0, target.Length - Deleted.Length).EndsWith(Log));
    }
}
