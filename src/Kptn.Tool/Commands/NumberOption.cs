using System.CommandLine;
using System.Globalization;

namespace Kptn.Tool.Commands;

/// <summary>Options that take a whole number.</summary>
internal static class NumberOption
{
    /// <summary>Makes one; what is no number, or too small, is refused with the value that was given.</summary>
    public static Option<int?> Create(string name, string[] aliases, string help, string description, int least) => new(name, aliases)
    {
        HelpName = help,
        Description = description,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
            result.AddError($"{name} must be a whole number from {least.ToString(CultureInfo.InvariantCulture)}, not '{word}'");
            return null;
        },
    };
}
