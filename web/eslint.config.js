import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders of src/ in the order of dependency: each may use itself and those before it. */
const order = ['api', 'model', 'providers', 'fields', 'views', 'designer', 'app'];

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}', 'dev/**/*.ts'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
    },
  },
  ...order.map((folder, index) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    // Tests may use the stand-in for the host; what is shipped may not.
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [{
          group: [...order.slice(index + 1).flatMap((later) => [`../${later}/**`, `../../${later}/**`]), '**/dev/**'],
          message: `src/${folder} comes before that folder: ${order.join(' → ')}.`,
        }],
      }],
    },
  })),
);
