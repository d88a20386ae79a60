using System.Reflection;
using Kptn.Tool;
using Kptn.Tool.Terminal;

var screen = Screen.OfProcess();
if (args is ["--version"])
{
    screen.Line(typeof(ToolContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
    screen.Output.Flush();
    return ExitCodes.Success;
}

return await App.RunAsync(args, new ToolContext(screen, TimeProvider.System, Directory.GetCurrentDirectory()));
