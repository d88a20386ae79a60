using System.Text;

namespace Kptn.Engine.State.Local;

/// <summary>Text as state files hold it.</summary>
internal static class StoredText
{
    /// <summary>Compares as stored: text that is not valid UTF-16 is not kept exactly.</summary>
    public static bool Same(string stored, string asked) =>
        stored == asked || stored == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(asked));
}
