using System.CommandLine;
using System.CommandLine.Invocation;

namespace Kptn.Tool.Terminal;

/// <summary>What <c>--version</c> prints.</summary>
/// <param name="screen">Where it goes.</param>
internal sealed class VersionLine(Screen screen) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        screen.Line(ToolVersion.Text);
        return ExitCodes.Success;
    }
}
