using System.Text;

namespace Kptn.Tool.Commands;

/// <summary>Names in C#.</summary>
internal static class CSharpNames
{
    /// <summary>Words of letters and digits, each beginning with a capital: <c>my-pipeline</c> becomes <c>MyPipeline</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="prefix">What begins a name that would be none, or would begin with a digit.</param>
    public static string Of(string text, string prefix)
    {
        var name = new StringBuilder();
        var isStart = true;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                isStart = true;
                continue;
            }

            name.Append(isStart ? char.ToUpperInvariant(letter) : letter);
            isStart = false;
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? prefix + name : name.ToString();
    }
}
