using Kptn.Tool;
using Kptn.Tool.Terminal;

var screen = Screen.OfProcess();
// Nothing else is loaded for what installers and editors ask for most.
if (args is ["--version"])
{
    screen.Line(ToolVersion.Text);
    screen.Output.Flush();
    return ExitCodes.Success;
}

return await App.RunAsync(args, new ToolContext(screen, TimeProvider.System, Directory.GetCurrentDirectory()));
