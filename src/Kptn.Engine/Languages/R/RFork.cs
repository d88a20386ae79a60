using System.Globalization;
using System.Text;

namespace Kptn.Engine.Languages.R;

/// <summary>What a fork of a warm R is to run.</summary>
/// <param name="ScriptPath">The script, absolute.</param>
/// <param name="Arguments">Words after the script.</param>
/// <param name="Environment">What its environment has beyond the warm R's.</param>
internal sealed record RFork(string ScriptPath, IReadOnlyList<string> Arguments, IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    /// <summary>Writes it where the fork looks for it; nobody else may read it.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="log">What the fork opens as its stdout and stderr.</param>
    public void Write(string path, string log)
    {
        var text = new StringBuilder();
        IEnumerable<string> all =
        [
            Environment.Count.ToString(CultureInfo.InvariantCulture),
            Arguments.Count.ToString(CultureInfo.InvariantCulture),
            ScriptPath,
            log,
            .. Environment.Select(pair => pair.Key),
            .. Environment.Select(pair => pair.Value),
            .. Arguments,
        ];
        foreach (var one in all) text.Append(one).Append('\0');
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
