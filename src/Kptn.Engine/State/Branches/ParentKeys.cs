using Kptn.Engine.Projects;
using Kptn.Engine.State.Git;

namespace Kptn.Engine.State.Branches;

/// <summary>Parents of storage keys: <c>settings.branch_from</c>, else what git's logs tell of branches.</summary>
/// <param name="project">The project.</param>
internal sealed class ParentKeys(Project project) : IParentKeys
{
    /// <summary>What <c>branch_from</c> says to start from nothing.</summary>
    public const string Nobody = "none";

    /// <inheritdoc/>
    public IReadOnlyList<string> Of(string storageKey)
    {
        var from = project.Settings.BranchFrom;
        if (from == Nobody) return [];
        var repository = GitRepository.Of(project.Root);
        if (string.IsNullOrWhiteSpace(from) || from == storageKey) return repository is null ? [] : new GitParents(repository).Of(storageKey);
        var isMeant = storageKey == StorageKeys.Resolve(project.Settings, project.Root) || (repository is not null && new GitReferences(repository).IsBranch(storageKey));
        return isMeant ? [from] : [];
    }
}
