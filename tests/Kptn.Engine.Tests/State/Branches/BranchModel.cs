using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.Branches;

/// <summary>What branches must be after the things done to them, in plain dictionaries: sub of feature of main.</summary>
internal sealed class BranchModel
{
    private const int Tasks = 4;
    private const int ItemCount = 9;
    private readonly Dictionary<string, Branch> _branches = new() { ["main"] = new(), ["feature"] = new(), ["sub"] = new() };

    public Handle Open(StateKey key) => new(this, _branches[key.StorageKey], key.StorageKey);

    public Dictionary<string, TaskState> States(StateKey key) => States(key.StorageKey);

    public string Items(StateKey key) => Items(key.StorageKey) is { } items ? ItemText.Of(items) : "";

    /// <summary>Does one thing to the model and to a writer.</summary>
    public static void Apply(int number, Handle model, IStateWriter writer)
    {
        if (number % 4 == 0)
        {
            model.TakeItems();
            using var items = writer.OpenItems(BranchFixture.Map);
            ItemScript.Apply(number, ItemCount, new ItemWriterTarget(items));
            ItemScript.Apply(number, ItemCount, model.OwnItems);
            return;
        }

        var change = Script.Change(number, Tasks);
        if (number % 5 == 0) change = change with { Task = BranchFixture.Map };
        model.Take(change);
        change.ApplyTo(writer);
    }

    private string? ParentOf(string key)
    {
        var branch = _branches[key];
        if (branch.HasOwnBase) return null;
        if (branch.Base is not null) return branch.Base;
        return branch.Own.Count > 0 ? null : Candidate(key);
    }

    private string? Candidate(string key)
    {
        string[] candidates = key switch { "sub" => ["feature", "main"], "feature" => ["main"], _ => [] };
        return candidates.FirstOrDefault(name => _branches[name] is { Own.Count: > 0 } or { Base: not null } or { HasOwnBase: true });
    }

    private Dictionary<string, TaskState> States(string key)
    {
        var branch = _branches[key];
        var states = ParentOf(key) is { } parent ? States(parent).Where(pair => !branch.Hidden.Contains(pair.Key)).ToDictionary() : [];
        foreach (var (task, state) in branch.Own) states[task] = state;
        return states;
    }

    private ItemModel? Items(string key)
    {
        var branch = _branches[key];

        // Items that no record of their task goes with are nobody else's.
        if (branch is { Base: null, HasOwnBase: false, Items: { } items } && (items.Items.Count > 0 || items.Orphans.Count > 0)) return items;
        if (ParentOf(key) is not { } parent || branch.Own.ContainsKey(BranchFixture.Map) || branch.Hidden.Contains(BranchFixture.Map)) return branch.Items;
        return Items(parent);
    }

    /// <summary>A branch as one writer has it.</summary>
    internal sealed class Handle(BranchModel model, Branch branch, string key)
    {
        public ItemModel OwnItems => branch.Items ??= new ItemModel();

        private bool IsMine(string task) => model.ParentOf(key) is null || branch.Own.ContainsKey(task) || branch.Hidden.Contains(task);

        public void Take(StateChange change)
        {
            if (change.Last is null)
            {
                Forget(change.Task);
                return;
            }

            if (!IsMine(change.Task)) Bring(change.Task);
            change.ApplyTo(branch.Own);
        }

        public void TakeItems()
        {
            if (IsMine(BranchFixture.Map)) return;
            Bring(BranchFixture.Map);
            if (!branch.Own.ContainsKey(BranchFixture.Map)) branch.Hidden.Add(BranchFixture.Map);
        }

        private void Bring(string task)
        {
            var parent = model.ParentOf(key)!;
            if (task == BranchFixture.Map) branch.Items = Copy(model.Items(parent));
            if (model.States(parent).TryGetValue(task, out var state)) branch.Own[task] = state;
            branch.Base = parent;
        }

        private void Forget(string task)
        {
            if (model.ParentOf(key) is { } parent)
            {
                branch.Base = parent;
                branch.Hidden.Add(task);
            }
            else if (!branch.HasOwnBase && branch.Own.Keys.All(name => name == task) && model.Candidate(key) is not null)
            {
                branch.HasOwnBase = true;
            }

            branch.Own.Remove(task);
            if (task == BranchFixture.Map) branch.Items = null;
        }

        private static ItemModel? Copy(ItemModel? items) => items?.Copy();
    }

    internal sealed class Branch
    {
        public Dictionary<string, TaskState> Own { get; } = [];

        public HashSet<string> Hidden { get; } = [];

        public string? Base { get; set; }

        public bool HasOwnBase { get; set; }

        public ItemModel? Items { get; set; }
    }
}
