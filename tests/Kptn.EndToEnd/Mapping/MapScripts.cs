using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Writes the tasks of a random project. Each start leaves a line in <c>$RAN</c>, which is no part of the project.</summary>
internal static class MapScripts
{
    public static string Yaml(MapTask task)
    {
        var keys = new List<string> { $"file: {task.Name}{(task.IsShell ? ".sh" : ".py")}" };
        var args = new List<string> { $"arg: {task.Arg}" };
        if (task is { Kind: MapKind.List, IsShell: false }) args.Add($"items: [{string.Join(", ", task.Elements)}]");
        if (task is { Kind: MapKind.List, IsShell: true }) keys.Add($"code_deps: [{task.Name}.json]");
        if (task.Ref is not null) args.Add($"given: {{ref: {task.Ref.Name}}}");
        keys.Add($"args: {{{string.Join(", ", args)}}}");
        if (task.Kind == MapKind.List || task.HasResult) keys.Add("cache_result: true");
        if (task.Gives.Length > 0) keys.Add($"iterable_item: \"{string.Join(", ", task.Gives)}\"");
        if (task.Kind != MapKind.Mapped)
        {
            if (task.HasOutput) keys.Add($"outputs: [{task.Name}.txt]");
            return $"  {task.Name}: {{{string.Join(", ", keys)}}}";
        }

        keys.Add($"map_over: \"{string.Join(',', task.Names)}\"");
        keys.Add($"retries: {task.Retries}");
        if (task.BundleSize > 1) keys.Add($"bundle_size: {task.BundleSize}");
        if (task.GroupSize > 0) keys.Add($"group_size: {task.GroupSize}");
        if (task.Continues) keys.Add("on_failure: continue");
        if (task.IsShell) keys.Add("env: [MODE]");
        if (task.HasOutput) keys.Add($"outputs: [\"{task.Name}/{string.Join('/', task.Names.Select(name => $"${{{name}}}"))}.txt\"]");
        return $"  {task.Name}: {{{string.Join(", ", keys)}}}";
    }

    public static void Write(Sandbox sandbox, MapTask task)
    {
        if (task is { Kind: MapKind.List, IsShell: true }) Put(sandbox, task.Name + ".json", $"[{string.Join(", ", task.Elements)}]");
        Put(sandbox, task.Name + (task.IsShell ? ".sh" : ".py"), task switch
        {
            { Kind: MapKind.Mapped, IsShell: true } => MappedShell(task),
            { Kind: MapKind.Mapped } => MappedPython(task),
            { IsShell: true } => $"# {task.Comment}\nc={task.Constant}\necho >> \"$RAN/{task.Name}\"\n{(task.HasOutput ? $"printf %s $((c / 2)) > \"$OUTPUT_PIPELINE_DIR/{task.Name}.txt\"\n" : "")}cat {task.Name}.json > \"$KPTN_RESULT\"\n",
            _ => PlainPython(task),
        });
    }

    /// <summary>Writes a file where it says something else.</summary>
    public static void Put(Sandbox sandbox, string file, string text)
    {
        if (!File.Exists(sandbox[file]) || sandbox.Read(file) != text) sandbox.Write(file, text);
    }

    private static string PlainPython(MapTask task)
    {
        var results = task.Kind == MapKind.Sum ? task.Dependencies.Where(d => d.HasResult).Select(d => d.Name).ToArray() : [];
        var text = task.Kind == MapKind.Sum
            ? $"''.join(n + '=' + json.dumps(r, ensure_ascii=False, separators=(',', ':')) + '\\n' for n, r in [{string.Join(", ", results.Select(name => $"('{name}', {name})"))}])"
            : "str(CONSTANT // 2)";
        return $"""
            import json, os
            # {task.Comment}
            CONSTANT = {task.Constant}

            def {task.Name}(scratch_dir, arg{string.Concat(results.Select(name => ", " + name))}{(task.Kind == MapKind.List ? ", items" : "")}):
                with open(os.environ["RAN"] + "/{task.Name}", "a") as f:
                    f.write("\n")
                {(task.HasOutput ? $"open(scratch_dir + '/{task.Name}.txt', 'w').write({text})" : "CONSTANT")}
                return {(task.Kind == MapKind.List ? "items" : "[CONSTANT // 2]")}

            """;
    }

    private static string MappedPython(MapTask task)
    {
        var names = string.Join(", ", task.Names);
        var given = task.Ref is null ? "" : ", given";
        var read = string.Concat(Inputs(task).Select(name => $"\n    value += '|' + open(scratch_dir + '/{name}.txt').read()"));
        return $"""
            import json, os
            # {task.Comment}
            CONSTANT = {task.Constant}

            def {task.Name}({names}, scratch_dir, arg, conf{given}):
                key = json.dumps({(task.Names.Length == 1 ? names : $"[{names}]")}, ensure_ascii=False, separators=(",", ":"))
                ran, fail = os.environ["RAN"] + "/{task.Name}", os.environ["FAIL"] + "/{task.Name}"
                with open(ran, "a") as f:
                    f.write(key + "\n")
                value = f"{task.Name}|{"{CONSTANT // 2}"}|{"{arg}"}|{"{key}"}|{"{conf}"}"{read}
                {(task.Ref is null ? "" : "value += '|' + str(len(given))")}
                path = scratch_dir + "/{task.Name}/{string.Join('/', task.Names.Select(name => $"\" + str(json.dumps({name}) if not isinstance({name}, str) else {name}) + \""))}.txt"
                if key + "\n" in open(fail + ".broken"):
                    {(task.HasOutput ? "open(path, 'w').write('half')" : "path")}
                    raise ValueError("broken")
                if key + "\n" in open(fail + ".flaky") and open(ran).read().splitlines().count(key) == 1:
                    os._exit(3)
                {(task.HasOutput ? "open(path, 'w').write(value)" : "path")}
                return {(task.HasResult ? "value" : "None")}

            """;
    }

    private static string MappedShell(MapTask task)
    {
        var read = string.Concat(Inputs(task).Select(name => $"value=\"$value|$(cat \"$INPUT_PIPELINE_DIR/{name}.txt\")\"\n"));
        var path = $"$OUTPUT_PIPELINE_DIR/{task.Name}/{string.Join('/', task.Names.Select(name => $"${{{name}}}"))}.txt";
        return $$"""
            # {{task.Comment}}
            c={{task.Constant}}
            printf '%s\n' "$KPTN_ITEM" >> "$RAN/{{task.Name}}"
            value="{{task.Name}}|$((c / 2))|$KPTN_ARG_ARG|$KPTN_ITEM|$MODE"
            {{read}}if grep -qxF -e "$KPTN_ITEM" "$FAIL/{{task.Name}}.broken"; then {{(task.HasOutput ? $"echo half > \"{path}\"; " : "")}}exit 4; fi
            if grep -qxF -e "$KPTN_ITEM" "$FAIL/{{task.Name}}.flaky" && test $(grep -cxF -e "$KPTN_ITEM" "$RAN/{{task.Name}}") = 1; then kill -9 $$; fi
            {{(task.HasOutput ? $"printf %s \"$value\" > \"{path}\"" : "")}}
            {{(task.HasResult ? "printf '\"%s\"' \"$(printf %s \"$value\" | sed 's/[\"\\\\]/\\\\&/g')\" > \"$KPTN_RESULT\"" : "")}}

            """;
    }

    private static IEnumerable<string> Inputs(MapTask task) => task.Dependencies.Where(d => d.Kind != MapKind.Mapped && d.HasOutput).Select(d => d.Name);
}
