using System.Runtime.CompilerServices;

namespace Kptn.Engine.Languages.R;

/// <summary>Finds every place where a script pulls in other code, in the order in which R would get there.</summary>
internal sealed partial class RSourceFinder
{
    private readonly RScope _scope = new();
    private readonly RPathReader _paths;
    private readonly List<RSource> _found = [];
    private readonly HashSet<RSource> _known = [];
    private readonly List<RNode> _later = [];
    private readonly HashSet<RNode> _laterSeen = new(ReferenceEqualityComparer.Instance);
    private RPath _working = new(RPathBase.Working, "");
    private bool _movesAbout;
    private int _conditions;
    private int _guards;
    private int _loops;

    private RSourceFinder() => _paths = new RPathReader(_scope);

    /// <summary>Looks through a script.</summary>
    public static RSources Find(string text, IReadOnlyList<RToken> tokens, bool isWhole)
    {
        var mentions = text.Contains("KPTN_CONTEXT", StringComparison.Ordinal);
        if (!isWhole) return new RSources(text.Contains("source", StringComparison.Ordinal) ? [Unreadable(tokens)] : [], false, mentions);
        if (!tokens.Any(t => t.Kind is RTokenKind.Name or RTokenKind.String && Sourcing.Contains(t.Text))) return new RSources([], false, mentions);
        var finder = new RSourceFinder();
        if (RParser.Parse(tokens) is not { } statements || !finder.WalkScript(statements)) return new RSources([Unreadable(tokens)], false, mentions);
        return new RSources(finder._found, finder._movesAbout, mentions);
    }

    private static RSource Unreadable(IReadOnlyList<RToken> tokens)
    {
        var at = tokens.FirstOrDefault(t => t.Kind is RTokenKind.Name && Sourcing.Contains(t.Text));
        return new RSource(RSourceKind.Unknown, default, Math.Max(1, at.Line), Math.Max(1, at.Column), false);
    }

    private bool WalkScript(IReadOnlyList<RNode> statements)
    {
        try
        {
            foreach (var statement in statements) Walk(statement);
            _scope.IsLater = true;
            for (var i = 0; i < _later.Count; i++) WalkFunction(_later[i], null);
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }

    private void Walk(RNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node.Kind)
        {
            case RNodeKind.Call:
                WalkCall(node);
                break;
            case RNodeKind.Operator when IsAssignment(node):
                WalkAssignment(node);
                break;
            case RNodeKind.Operator when node.Parts.Count == 2:
                WalkChain(node);
                break;
            case RNodeKind.Function:
                if (_laterSeen.Add(node)) _later.Add(node);
                break;
            case RNodeKind.For:
                Walk(node.Parts[0]);
                var bound = _scope.Bound;
                _scope.Bind(node.Text, _paths.Read(node.Parts[0]));
                WalkLoop(node.Parts[1]);
                _scope.Unbind(bound);
                break;
            case RNodeKind.Loop:
                foreach (var part in node.Parts) WalkLoop(part);
                break;
            case RNodeKind.If:
                WalkIf(node);
                break;
            default:
                foreach (var part in node.Parts) Walk(part);
                break;
        }
    }

    private static bool IsAssignment(RNode node) => node.Text is "<-" or "<<-" or "=" or ":=" && node.Parts.Count == 2;

    // A sum of ten thousand terms leans to the left ten thousand deep.
    private void WalkChain(RNode node)
    {
        var rights = new Stack<RNode>();
        while (node is { Kind: RNodeKind.Operator, Parts.Count: 2 } && !IsAssignment(node))
        {
            rights.Push(node.Parts[1]);
            node = node.Parts[0];
        }

        Walk(node);
        while (rights.TryPop(out var right)) Walk(right);
    }

    private void WalkAssignment(RNode node)
    {
        var (target, value) = (node.Parts[0], node.Parts[1]);
        Walk(value);
        if (target.Kind is RNodeKind.Name or RNodeKind.String)
        {
            if (value is { Kind: RNodeKind.Name, Text: "source" or "sys.source" }) _aliases.Add(target.Text);
            _scope.Assign(target.Text, _paths.Read(value), _conditions == 0 && !_scope.IsLater);
            return;
        }

        while (target.Kind is RNodeKind.Index or RNodeKind.Call or RNodeKind.Operator && target.Parts.Count > 0) target = target.Parts[target.Kind is RNodeKind.Call && target.Parts.Count > 1 ? 1 : 0];
        if (target.Kind is RNodeKind.Name) _scope.Assign(target.Text, null, false);
    }

    // Twice, since the second round sees what the first one assigned.
    private void WalkLoop(RNode body)
    {
        _conditions++;
        _loops++;
        Walk(body);
        if (_loops < 4) Walk(body);
        _loops--;
        _conditions--;
    }

    private void WalkIf(RNode node)
    {
        Walk(node.Parts[0]);
        var guards = LooksFirst(node.Parts[0]) ? 1 : 0;
        _conditions++;
        _guards += guards;
        foreach (var part in node.Parts.Skip(1)) Walk(part);
        _guards -= guards;
        _conditions--;
    }

    private void WalkFunction(RNode function, IReadOnlyList<RPath>? first)
    {
        var bound = _scope.Bound;
        for (var i = 0; i < function.Names.Count; i++) _scope.Bind(function.Names[i]!, i == 0 ? first : null);
        _conditions++;
        foreach (var part in function.Parts) Walk(part);
        _conditions--;
        _scope.Unbind(bound);
    }

    private static bool LooksFirst(RNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node.Callee is "file.exists" or "file_exists" or "dir.exists" or "file_test" || node.Parts.Any(LooksFirst);
    }

    private void Add(RSourceKind kind, RPath path, RNode call)
    {
        var source = new RSource(kind, kind is RSourceKind.Unknown ? default : path.From(_working), call.At.Line, call.At.Column, _guards > 0);
        if (_known.Add(source)) _found.Add(source);
    }

    private void AddAll(RSourceKind kind, RNode? argument, RNode call) => AddAll(kind, _paths.Read(argument), call);

    private void AddAll(RSourceKind kind, IReadOnlyList<RPath>? paths, RNode call)
    {
        if (paths is null)
        {
            Add(RSourceKind.Unknown, default, call);
            return;
        }

        foreach (var path in paths) Add(kind, path, call);
    }
}
