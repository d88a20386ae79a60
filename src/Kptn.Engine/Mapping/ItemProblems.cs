using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>Sentences about elements that cannot be items.</summary>
internal static class ItemProblems
{
    private const string Scalars = "a number, a string, true, false or null";

    public static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    public static string NoScalar(string what, IReadOnlyList<string> names, int index, int part) => part < 0
        ? $"element {index} of the list is {what}; a {names[0]} must be {Scalars}"
        : $"element {index} of the list has as its {names[part]} {what}; it must be {Scalars}";
}
