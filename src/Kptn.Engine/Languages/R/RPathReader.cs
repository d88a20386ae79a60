using System.Runtime.CompilerServices;

namespace Kptn.Engine.Languages.R;

/// <summary>Works out which paths an expression stands for, where constants alone decide it.</summary>
internal sealed class RPathReader(RScope scope)
{
    private const int MaxPaths = 2000;

    /// <summary>The paths, or <see langword="null"/> where they cannot be told.</summary>
    public IReadOnlyList<RPath>? Read(RNode? node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return ReadNode(node);
    }

    private IReadOnlyList<RPath>? ReadNode(RNode? node) => node?.Kind switch
    {
        RNodeKind.String => [new RPath(RPathBase.Working, node.Text)],
        RNodeKind.Name => scope[node.Text],
        RNodeKind.Call => ReadCall(node),
        RNodeKind.Index => Read(node.Parts[0]),
        RNodeKind.Operator when node.Text is "(" => Read(node.Parts[0]),
        RNodeKind.Operator when node.Text is "<-" or "=" && node.Parts.Count == 2 => Read(node.Parts[1]),
        RNodeKind.Operator when node.Text is "/" && node.Parts.Count == 2 => Join([Read(node.Parts[0]), Read(node.Parts[1])], "/"),
        RNodeKind.If when node.Parts.Count == 3 => Union([Read(node.Parts[1]), Read(node.Parts[2])]),
        _ => null,
    };

    private IReadOnlyList<RPath>? ReadCall(RNode call)
    {
        switch (call.Callee)
        {
            case "c" or "list" or "union" or "append" or "ifelse":
                return Union(Arguments(call, call.Callee is "ifelse" ? 1 : 0));
            case "here":
                var below = Join(Arguments(call), "/");
                return below is null ? null : [.. below.Select(p => p.IsRooted ? p : p with { Base = RPathBase.Here })];
            case "file.path" or "path":
                return Join(Arguments(call), "/");
            case "paste0" or "str_c" or "glue" or "str_glue" when !call.Names.Contains("sep") && !call.Names.Contains("collapse"):
                return call.Callee is "glue" or "str_glue" && Arguments(call).Any(a => a is null || a.Any(p => p.Text.Contains('{', StringComparison.Ordinal)))
                    ? null
                    : Join(Arguments(call), "");
            case "paste" when !call.Names.Contains("collapse"):
                return Join(Arguments(call), Separator(call));
            case "normalizePath" or "path.expand" or "as.character" or "path_abs" or "path_norm" or "path_real" or "path_expand" or "file_path_as_absolute"
                or "sort" or "rev" or "unique" or "unlist" or "invisible" or "suppressWarnings" or "suppressMessages" or "setdiff" or "shQuote" or "identity"
                or "Filter" or "Negate" or "head" or "tail" or "keep" or "discard" or "str_subset" or "str_sort" or "local" or "as_fs_path" or "trimws":
                return Read(call.Callee is "Filter" ? call.Argument(1, "x") : call.Argument(0, "path", "x"));
            case "grep":
                return Read(call.Argument(1, "x"));
            case "dirname" or "path_dir":
                return Folders(call);
            case "getwd":
                return [new RPath(RPathBase.Working, "")];
            case "this.dir":
                return [new RPath(RPathBase.Own, "")];
            case "list.files" or "dir" or "dir_ls" or "list_files":
                return Listing(call);
            case "Sys.glob":
                return Read(call.Argument(0, "paths"))?.Select(Glob).ToList();
            default:
                return null;
        }
    }

    private List<IReadOnlyList<RPath>?> Arguments(RNode call, int skip = 0)
    {
        var values = new List<IReadOnlyList<RPath>?>();
        for (var i = 1 + skip; i < call.Parts.Count; i++)
        {
            if (call.Names[i] is "sep" or "collapse" or "fsep" or "ext" or "recycle0" or "after") continue;
            values.Add(Read(call.Parts[i]));
        }

        return values;
    }

    private static string Separator(RNode call)
    {
        for (var i = 1; i < call.Parts.Count; i++)
        {
            if (call.Names[i] == "sep") return call.Parts[i].Kind is RNodeKind.String ? call.Parts[i].Text : " ";
        }

        return " ";
    }

    private static List<RPath>? Union(List<IReadOnlyList<RPath>?> parts)
    {
        var all = new List<RPath>();
        foreach (var part in parts)
        {
            if (part is null) return null;
            all.AddRange(part);
        }

        return all.Count > MaxPaths ? null : all;
    }

    private static List<RPath>? Join(List<IReadOnlyList<RPath>?> parts, string separator)
    {
        var joined = new List<RPath> { new(RPathBase.Working, "") };
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not { } part || (long)joined.Count * part.Count > MaxPaths) return null;
            var next = new List<RPath>(joined.Count * part.Count);
            foreach (var left in joined)
            {
                foreach (var right in part) next.Add(i == 0 ? right : Append(left, separator, right));
            }

            joined = next;
        }

        return joined;
    }

    // A listing stays a listing: its names are found in its own folder, whatever is put before them.
    private static RPath Append(RPath left, string separator, RPath right) =>
        right.Listing is not null ? right
        : left.Listing is not null ? left
        : right.Base is not RPathBase.Working ? right
        : left with { Text = left.Text.Length == 0 && left.Base is not RPathBase.Working && separator == "/" ? right.Text : left.Text + separator + right.Text };

    private List<RPath>? Folders(RNode call)
    {
        var argument = call.Argument(0, "path");
        if (argument is { Kind: RNodeKind.Call, Callee: "this.path" } || IsOwnFile(argument)) return [new RPath(RPathBase.Own, "")];
        return Read(argument)?.Select(p => p with { Text = Folder(p.Text) }).ToList();
    }

    private static bool IsOwnFile(RNode? node) =>
        node is { Kind: RNodeKind.Operator, Text: "$", Parts: [{ Callee: "sys.frame" or "parent.frame" }, { Text: "ofile" }] };

    private static string Folder(string path) => path.LastIndexOf('/') is var at && at > 0 ? path[..at] : at == 0 ? "/" : "";

    private List<RPath>? Listing(RNode call)
    {
        var folders = call.Argument(0, "path") is { } path ? Read(path) : [new RPath(RPathBase.Working, "")];
        var pattern = call.Callee is "dir_ls" ? null : call.Argument(1, "pattern");
        var listing = pattern is { Kind: RNodeKind.String } ? pattern.Text : "";
        var recursive = false;
        for (var i = 1; i < call.Parts.Count; i++)
        {
            if (call.Names[i] is "recursive" or "recurse") recursive = call.Parts[i].Text is not ("FALSE" or "F");
        }

        return folders?.Select(f => f with { Listing = listing, Recursive = recursive }).ToList();
    }

    // Which of the folder's files the glob takes does not matter much: all its R files count.
    private static RPath Glob(RPath glob)
    {
        var star = glob.Text.IndexOfAny(['*', '?', '[']);
        return star < 0 ? glob : glob with { Text = Folder(glob.Text[..star]), Listing = "", Recursive = glob.Text.IndexOf('/', star) >= 0 };
    }
}
