using Kptn.Tool.Terminal;

namespace Kptn.Tool;

/// <summary>What every verb is given.</summary>
/// <param name="Screen">Where it writes.</param>
/// <param name="Time">The clock.</param>
/// <param name="Folder">The folder it was started in, absolute.</param>
internal sealed record ToolContext(Screen Screen, TimeProvider Time, string Folder);
