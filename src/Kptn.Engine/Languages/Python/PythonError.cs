namespace Kptn.Engine.Languages.Python;

/// <summary>Why a Python task failed.</summary>
/// <param name="Code">Stable code: <c>python-exception</c>, <c>python-exit</c>, <c>python-import</c>, <c>python-missing-script</c>, <c>python-missing-function</c>, <c>python-missing-argument</c>, <c>python-missing-result</c>, <c>python-config</c>, <c>python-result</c>, <c>python-result-write</c>, <c>python-crash</c>, <c>python-timeout</c>, <c>python-cancelled</c> or <c>python-worker</c>.</param>
/// <param name="Message">What happened, in one sentence without a full stop; for an exception its text.</param>
/// <param name="Type">Name of the exception's class, where there was one.</param>
/// <param name="File">File of the innermost frame in project code, absolute.</param>
/// <param name="Line">Line in it, from one.</param>
public sealed record PythonError(string Code, string Message, string? Type = null, string? File = null, int? Line = null);
