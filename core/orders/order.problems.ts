export { inWords, type Problem, type ProblemForPeople } from '../kernel/problems.ts';
