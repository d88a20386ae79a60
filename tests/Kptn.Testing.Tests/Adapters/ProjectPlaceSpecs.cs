using Kptn.Testing.Adapters;

namespace Kptn.Testing.Tests.Adapters;

/// <summary>Where the kptn.yaml of an attribute is looked for.</summary>
public sealed class ProjectPlaceSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void The_path_is_relative_to_the_source_file()
    {
        var project = Checkout("here");
        Assert.Equal(project, Find("here/tests/bin/Debug/net10.0", _folder["here/tests/Pipeline.cs"]));
    }

    [Fact]
    public void A_source_file_may_lie_deeper_than_the_project_file()
    {
        var project = Checkout("here");
        _folder.Write("here/tests/deep/down/Pipeline.cs", "");
        Assert.Equal(project, new ProjectPlace(_folder["here/tests/bin/Debug/net10.0"]).Find("../../../kptn.yaml", _folder["here/tests/deep/down/Pipeline.cs"]));
    }

    [Fact]
    public void A_build_that_hides_its_paths_finds_the_project_too()
    {
        var project = Checkout("here");
        Assert.Equal(project, Find("here/tests/bin/Release/net10.0", "/_/tests/Pipeline.cs"));
        Assert.Equal(project, Find("here/artifacts/bin/Shop.Tests/release", "/_/tests/Pipeline.cs"));
        Assert.Equal(project, Find("here/tests/bin/Release/net10.0", """D:\a\shop\tests\Pipeline.cs"""));
    }

    [Fact]
    public void A_checkout_that_was_copied_after_the_build_tests_itself()
    {
        Checkout("first");
        var copy = Checkout("second");
        Assert.Equal(copy, Find("second/tests/bin/Debug/net10.0", _folder["first/tests/Pipeline.cs"]));
    }

    [Fact]
    public void Without_sources_the_folders_above_the_test_assembly_are_tried()
    {
        var project = Checkout("here");
        File.Delete(_folder["here/tests/Pipeline.cs"]);
        Assert.Equal(project, Find("here/tests/bin/Debug/net10.0", "/gone/tests/Pipeline.cs"));
    }

    [Fact]
    public void A_test_assembly_far_from_its_sources_goes_by_what_the_compiler_saw()
    {
        var project = Checkout("here");
        Assert.Equal(project, Find("elsewhere/out", _folder["here/tests/Pipeline.cs"]));
    }

    [Fact]
    public void A_folder_stands_for_the_project_in_it()
    {
        Checkout("here");
        Assert.Equal(_folder["here"], new ProjectPlace(_folder["here/tests/bin"]).Find("..", _folder["here/tests/Pipeline.cs"])!.TrimEnd('/'));
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is() => Assert.Null(new ProjectPlace(_folder["nowhere"]).Find("../no-such-kptn.yaml", "/gone/tests/Pipeline.cs"));

    public void Dispose() => _folder.Dispose();

    private string Checkout(string name)
    {
        _folder.Write($"{name}/kptn.yaml", "").Write($"{name}/tests/Pipeline.cs", "");
        return _folder[$"{name}/kptn.yaml"];
    }

    private string? Find(string assembly, string source) => new ProjectPlace(_folder[assembly]).Find("../kptn.yaml", source);
}
