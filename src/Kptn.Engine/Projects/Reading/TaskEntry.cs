using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>A key of a task.</summary>
/// <param name="Entry">The key and its value.</param>
/// <param name="Origin">The task that states it: another one where it came by <c>use</c>.</param>
internal readonly record struct TaskEntry(YamlEntry Entry, string Origin);
