namespace Kptn.Engine.Execution.Sql;

/// <summary>Why a script cannot go on.</summary>
/// <param name="message">One line for the user.</param>
/// <param name="details">What the log gets; the same line where it is empty.</param>
internal sealed class SqlFailure(string message, string details = "") : Exception(message)
{
    /// <summary>What the log gets.</summary>
    public string Details => details.Length > 0 ? details : Message;
}
