import { ownerFaults, replaceableOwner, withOwner } from './code-owners';

const SHIPPED = `# Who must agree to what.
# EDIT before a real deploy: replace OWNER/TEAM by a team of yours.
# https://docs.github.com

/policies/   @OWNER/TEAM
/.github/    @us/platform @OWNER/TEAM  # both
`;

test('the placeholder goes, and with it the request to edit it', () => {
  expect(replaceableOwner(SHIPPED)).toBe('@OWNER/TEAM');
  expect(withOwner(SHIPPED, '@contoso/platform')).toBe(`# Who must agree to what.
# https://docs.github.com

/policies/   @contoso/platform
/.github/    @us/platform @contoso/platform  # both
`);
});

test('one owner of everything can be changed; several are the affair of whoever wrote them', () => {
  const one = '# @a/b\n/policies/ @contoso/platform\n/.github/ @contoso/platform\n';
  expect(withOwner(one, '@contoso/security')).toBe(one.replaceAll('@contoso/platform', '@contoso/security'));
  const several = '/policies/ @contoso/platform\n/.github/ @contoso/platform-team\n';
  expect(replaceableOwner(several)).toBeUndefined();
  expect(() => withOwner(several, '@contoso/x')).toThrow('.github/CODEOWNERS: its paths have several owners');
});

test.each(['@contoso/platform', '@Contoso/plat.form_1', '@jane-doe'])('%s can agree', (owner) =>
  expect(ownerFaults(owner, 'contoso/video')).toEqual([]),
);

test.each([
  ['platform', 'is "platform"; write @ORGANIZATION/TEAM, or @USER'],
  ['@contoso/a b', 'is "@contoso/a b"; write @ORGANIZATION/TEAM, or @USER'],
  ['@contoso/a/b', 'is "@contoso/a/b"; write @ORGANIZATION/TEAM, or @USER'],
  ['@OWNER/TEAM', 'is "@OWNER/TEAM"; write the team that must agree to changes of access'],
  ['@other/team', 'is "@other/team"; a team that can write to contoso/video is one of @contoso/'],
])('%s cannot', (owner, fault) => expect(ownerFaults(owner, 'contoso/video')).toEqual([fault]));
