using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Lists that are good, and lists that are not.</summary>
public sealed class MapListSpecs
{
    [Theory]
    [InlineData("[1, 2, 1]", "the list of 'list' cannot be used: item 1 stands twice in the list")]
    [InlineData("['a', 1, 'a']", "the list of 'list' cannot be used: item a stands twice in the list")]
    [InlineData("[2.0, 2.0]", "the list of 'list' cannot be used: item 2.0 stands twice")]
    [InlineData("[None, None]", "the list of 'list' cannot be used: item null stands twice")]
    [InlineData("5", "the list of 'list' cannot be used: the result is a number, not a list")]
    [InlineData("None", "the list of 'list' cannot be used: the result is null, not a list")]
    [InlineData("{'a': 1}", "the list of 'list' cannot be used: the result is an object, not a list")]
    [InlineData("'abc'", "the list of 'list' cannot be used: the result is a string, not a list")]
    [InlineData("[1, [2]]", "the list of 'list' cannot be used: element 1 of the list is a list")]
    [InlineData("[1, 2, {}]", "the list of 'list' cannot be used: element 2 of the list is an object")]
    [InlineData("['../../x']", "output 'o/${X}.txt' becomes 'o/../../x.txt' for item X=../../x, which leaves the scratch dir")]
    [InlineData("['a', 'b/../../../c']", "which leaves the scratch dir")]
    [InlineData("['a*']", "is no name of one file")]
    [InlineData("['a\\0b']", "NUL")]
    [InlineData("['x' * 300]", "longer than 255 bytes")]
    [InlineData("[1, '1']", "item \"1\" writes 'o/1.txt', which another item writes too")]
    [InlineData("['a', './a']", "item ./a writes 'o/a.txt', which another item writes too")]
    [InlineData("['a//b', 'a/b']", "writes 'o/a/b.txt', which another item writes too")]
    [InlineData("['ok', 'all']", "item all writes 'o/all.txt', which is an output of 'm' as a whole")]
    [InlineData("['plain', 'ok']", "item plain writes 'o/plain.txt', which is an output of 'plain' as a whole")]
    [InlineData("['./plain']", "item ./plain writes 'o/plain.txt', which is an output of 'plain' as a whole")]
    public void A_list_that_cannot_be_used_is_refused_before_any_item_runs(string list, string message)
    {
        using var sandbox = Project(list);
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Contains(message, run.Errors["m"], StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox["ran"]));
        sandbox.Write("t.py", Script("['ok', 'a/b']"));
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("'ok'", sandbox.Read("scratch/o/ok.txt"));
        Assert.Equal("'a/b'", sandbox.Read("scratch/o/a/b.txt"));
        sandbox.RunsNothing();
    }

    [Theory]
    [InlineData("[['a', 1], ['b']]", "element 1 of the list has 1 part; A,B needs 2")]
    [InlineData("[['a', 1, 2]]", "element 0 of the list has 3 parts; A,B needs 2")]
    [InlineData("['ab']", "element 0 of the list is a string; A,B needs a list of 2")]
    [InlineData("[['a', {}]]", "element 0 of the list has as its B an object")]
    [InlineData("[['a', 1], ['a', 2], ['a', 1]]", "stands twice in the list")]
    public void A_list_of_combos_that_cannot_be_used_is_refused_before_any_item_runs(string list, string message)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], m: list}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: "A , B"}
              m: {command: "echo $A $B >> ran", map_over: "A,B"}
            """);
        sandbox.Write("t.py", $"def items(): return {list}\n");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Contains(message, run.Errors["m"], StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox["ran"]));
    }

    [Fact]
    public void An_empty_list_is_a_success_with_an_empty_result_all_along_a_chain()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], a: list, b: a, sum: [a, b]}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X, code_deps: [n.txt]}
              a: {file: "t.py:a", map_over: X, cache_result: true, iterable_item: Y, outputs: ["a/${X}"]}
              b: {command: 'echo "\"b$Y\"" > $KPTN_RESULT', map_over: Y, cache_result: true}
              sum: {file: "t.py:sum", outputs: [sum]}
            """);
        sandbox.Write("t.py", """
            def items(): return list(range(int(open("n.txt").read())))
            def a(X, scratch_dir):
                open(f"{scratch_dir}/a/{X}", "w").write("a")
                return f"y{X}"
            def sum(a, b, scratch_dir): open(scratch_dir + "/sum", "w").write(f"{a} {b}")
            """);
        sandbox.Write("n.txt", "0").Settle();
        Assert.Equal("[] []", sandbox.Read("scratch/sum"));
        sandbox.Write("n.txt", "1").Settle();
        Assert.Equal("['y0'] ['by0']", sandbox.Read("scratch/sum"));
        sandbox.Write("n.txt", "0").Settle();
        Assert.Equal("[] []", sandbox.Read("scratch/sum"));
    }

    [Fact]
    public void A_list_that_fails_blocks_the_task_and_keeps_what_its_items_have_done()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], m: list}}}
            tasks:
              list: {command: "cp list.json $KPTN_RESULT", cache_result: true, iterable_item: X, code_deps: [list.json]}
              m: {command: "echo $X >> ran", map_over: X}
            """);
        sandbox.Write("list.json", "[1, 2]").Settle();
        sandbox.Write("list.json", "[1, 2");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Contains("m", run.Blocked);
        sandbox.Write("list.json", "[2, 3, 1]").Settle();
        Assert.Equal("1\n2\n3\n", string.Concat(sandbox.Read("ran").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(line => line + "\n")));
    }

    private static Sandbox Project(string list)
    {
        var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {list: [], plain: [], m: list}}}
            tasks:
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              plain: {command: "mkdir -p $OUTPUT_PIPELINE_DIR/o; echo > $OUTPUT_PIPELINE_DIR/o/plain.txt", outputs: [o/plain.txt]}
              m: {file: "t.py:m", map_over: X, outputs: ["o/${X}.txt", "o/all.txt"]}
            """);
        return sandbox.Write("t.py", Script(list));
    }

    private static string Script(string list) => $"""
        def items(): return {list}
        def m(X, scratch_dir):
            open("ran", "a").write(repr(X) + "\n")
            for name in (X, "all"): open(f"{"{scratch_dir}/o/{name}"}.txt", "w").write(repr(X))
        """;
}
