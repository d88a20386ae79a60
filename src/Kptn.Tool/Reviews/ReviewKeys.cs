using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Reviews;

/// <summary>The keys of a review.</summary>
internal static class ReviewKeys
{
    /// <summary>The keys, with the order in which they are left out where there is no room.</summary>
    public static IReadOnlyList<(string Key, string Effect, int Rank)> Bar { get; } =
    [
        ("a", "accept", 1), ("r", "reject", 2), ("s", "skip", 3), ("A R S", "rest", 6), ("v", "all rows", 7), ("d", "tool", 8), ("q", "quit", 4), ("?", "help", 5), ("↑↓ space", "scroll", 9),
    ];

    /// <summary>The keys while several are decided.</summary>
    public static IReadOnlyList<(string Key, string Effect, int Rank)> Several { get; } = [("t", "the rest of the task", 1), ("e", "everything that is left", 2), ("any other key", "neither", 3)];

    /// <summary>What each key does, in lines.</summary>
    public static IReadOnlyList<string> Help { get; } =
    [
        "a        accept: this is right, and what tests expect from now on",
        "r        reject: remove what was received; the next test finds it again",
        "s        skip: it still awaits approval afterwards",
        "A R S    the same for several: then t for the rest of this task with its",
        "         items, e for everything that is left, any other key for neither",
        "v        all rows and values, or samples again",
        "d        open both in your diff tool",
        "↑ ↓      a line up or down; also k and j",
        "space b  a page down or up; also Page Down and Page Up",
        "g G      to the start, to the end; also Home and End",
        "q        quit; what was decided stays so, the rest still awaits approval",
        "?        this help",
        "",
        "Each decision takes effect at once. Approved files lie in the folder of",
        "snapshots: git shows what you accepted, and takes it back if you want.",
        "Nothing is approved that changed since it was shown.",
    ];

    /// <summary>What a key asks for.</summary>
    public static ReviewAction Of(KeyPress press) => press.Key switch
    {
        ConsoleKey.DownArrow => ReviewAction.Down,
        ConsoleKey.UpArrow => ReviewAction.Up,
        ConsoleKey.PageDown => ReviewAction.PageDown,
        ConsoleKey.PageUp => ReviewAction.PageUp,
        ConsoleKey.Home => ReviewAction.Start,
        ConsoleKey.End => ReviewAction.End,
        _ => Of(press.Character),
    };

    private static ReviewAction Of(char character) => character switch
    {
        'a' => ReviewAction.Accept,
        'r' => ReviewAction.Reject,
        's' => ReviewAction.Skip,
        'A' => ReviewAction.AcceptRest,
        'R' => ReviewAction.RejectRest,
        'S' => ReviewAction.SkipRest,
        't' => ReviewAction.OfTask,
        'e' => ReviewAction.OfAll,
        'd' => ReviewAction.OpenTool,
        'v' => ReviewAction.Toggle,
        '?' or 'h' => ReviewAction.Help,
        'q' => ReviewAction.Quit,
        'j' => ReviewAction.Down,
        'k' => ReviewAction.Up,
        ' ' => ReviewAction.PageDown,
        'b' => ReviewAction.PageUp,
        'g' => ReviewAction.Start,
        'G' => ReviewAction.End,
        _ => ReviewAction.None,
    };
}
