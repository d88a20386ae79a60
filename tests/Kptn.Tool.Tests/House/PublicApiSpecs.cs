using System.Reflection;
using Kptn.Engine.Projects;

namespace Kptn.Tool.Tests.House;

public sealed class PublicApiSpecs
{
    public static TheoryData<string> Packages => new("Kptn.Engine", "Kptn.Testing", "dotnet-kptn");

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_a_package_offers_changes_only_on_purpose(string assembly) =>
        Verified.Match(PublicApi.Of(Load(assembly)), assembly == "dotnet-kptn" ? "Kptn.Tool" : assembly);

    private static Assembly Load(string name) => name == "Kptn.Engine" ? typeof(Project).Assembly : Assembly.Load(name);
}
