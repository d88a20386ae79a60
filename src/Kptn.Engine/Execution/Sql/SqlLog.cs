using System.Globalization;
using System.Text;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>The log of a script: a line for each statement, with rows and time.</summary>
/// <param name="path">The file; it is made with the first line.</param>
internal sealed class SqlLog(string path) : IDisposable
{
    private StreamWriter? _writer;

    /// <summary>A statement that ran.</summary>
    public void Ran(SqlStatement statement, int count, long? rows, TimeSpan time)
    {
        var told = rows is { } number ? string.Create(CultureInfo.InvariantCulture, $", {number} row{(number == 1 ? "" : "s")}") : "";
        Write(string.Create(CultureInfo.InvariantCulture, $"[{statement.Number}/{count}] line {statement.Line}: {statement.Summary}{told}, {time.TotalSeconds:0.000} s"));
    }

    /// <summary>Anything else.</summary>
    public void Write(string text)
    {
        _writer ??= new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        _writer.WriteLine(text);
        _writer.Flush();
    }

    public void Dispose() => _writer?.Dispose();
}
