namespace Kptn.Tool.Terminal.Reviews;

/// <summary>A key that a person pressed.</summary>
/// <param name="Key">The key, for those that stand for no character.</param>
/// <param name="Character">The character; zero where it stands for none.</param>
internal readonly record struct KeyPress(ConsoleKey Key, char Character);
